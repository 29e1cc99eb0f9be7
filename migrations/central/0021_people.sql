-- Captchas, codes sent by phone, and keys that companies sign in with.

ALTER TABLE user_account ADD COLUMN phone_sealed {bytes};
ALTER TABLE user_account ADD COLUMN phone_masked TEXT NOT NULL DEFAULT '';
-- 未认证用户: a company's user before the department has approved the company; always asked for a captcha.
ALTER TABLE user_account ADD COLUMN certified {bool} NOT NULL DEFAULT TRUE;

-- Each is good once and for minutes; only a keyed hash of its answer is kept.
CREATE TABLE captcha (
    id {uuid} PRIMARY KEY,
    answer_hash {bytes} NOT NULL,
    expires_at {instant} NOT NULL
){strict};
CREATE INDEX captcha_by_end ON captcha (expires_at);

-- Failed sign-ins under names that nobody has, counted like an account's, so that the answers tell nobody which exist.
CREATE TABLE unknown_name (
    name_key {bytes} PRIMARY KEY,
    failed_count {integer} NOT NULL,
    locked_until {instant},
    last_at {instant} NOT NULL
){strict};
CREATE INDEX unknown_name_by_time ON unknown_name (last_at);

-- A code on its way to a person's phone; only a keyed hash of it is kept.
CREATE TABLE phone_code (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES user_account (id),
    code_hash {bytes} NOT NULL,
    tries {integer} NOT NULL,
    expires_at {instant} NOT NULL
){strict};
CREATE INDEX phone_code_by_end ON phone_code (expires_at);

-- Short messages to be sent. A gateway takes them from here; without one an administrator reads them.
CREATE TABLE short_message (
    id {uuid} PRIMARY KEY,
    phone_sealed {bytes} NOT NULL,
    phone_masked TEXT NOT NULL,
    text_sealed {bytes} NOT NULL,
    created_at {instant} NOT NULL,
    expires_at {instant} NOT NULL
){strict};
CREATE INDEX short_message_by_time ON short_message (created_at);

-- 密钥: a key pair of a company's user. The public half comes with the first use, which confirms the certificate.
CREATE TABLE signing_key (
    certificate_number TEXT PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES user_account (id),
    -- `issued`, `active` or `revoked`.
    state TEXT NOT NULL,
    public_key {bytes},
    issued_by {uuid} NOT NULL,
    issued_at {instant} NOT NULL,
    confirmed_at {instant},
    revoked_at {instant}
){strict};
CREATE INDEX signing_key_of_user ON signing_key (user_id);

-- What a key has to sign; good once and for minutes.
CREATE TABLE key_challenge (
    id {uuid} PRIMARY KEY,
    certificate_number TEXT NOT NULL,
    nonce {bytes} NOT NULL,
    expires_at {instant} NOT NULL
){strict};
CREATE INDEX key_challenge_by_end ON key_challenge (expires_at);
