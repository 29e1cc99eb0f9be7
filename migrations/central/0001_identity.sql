-- People, the organisations that they act for, and their sessions.

CREATE TABLE district (
    id {uuid} PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
){strict};

CREATE TABLE organisation (
    id {uuid} PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    credit_code TEXT UNIQUE,
    district_id {uuid} REFERENCES district (id),
    version {integer} NOT NULL
){strict};

CREATE TABLE user_account (
    id {uuid} PRIMARY KEY,
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    -- Lower case, so that one name has one account.
    user_name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    must_change_password {bool} NOT NULL,
    disabled {bool} NOT NULL,
    failed_count {integer} NOT NULL,
    locked_until {instant},
    version {integer} NOT NULL,
    created_at {instant} NOT NULL
){strict};
CREATE INDEX user_account_organisation ON user_account (organisation_id);

CREATE TABLE user_role (
    user_id {uuid} NOT NULL REFERENCES user_account (id),
    role TEXT NOT NULL,
    PRIMARY KEY (user_id, role)
){strict};

-- A session is a family of token pairs; only hashes are kept. The previous refresh token stays good until the new one
-- is first used, because its answer may have been lost on the way.
CREATE TABLE session (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES user_account (id),
    device TEXT NOT NULL,
    access_hash {bytes} NOT NULL UNIQUE,
    access_expires_at {instant} NOT NULL,
    previous_access_hash {bytes},
    refresh_hash {bytes} NOT NULL UNIQUE,
    refresh_used {bool} NOT NULL,
    refresh_expires_at {instant} NOT NULL,
    previous_refresh_hash {bytes} UNIQUE,
    previous_expires_at {instant},
    created_at {instant} NOT NULL,
    ended_at {instant}
){strict};
CREATE INDEX session_by_user ON session (user_id);
