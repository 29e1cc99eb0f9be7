-- What every accepted command leaves behind: its answer, its line in the audit chain, its place in the change feed.

-- One effect and one answer for one key. The answer is kept as the bytes that were sent.
CREATE TABLE command_answer (
    actor_id {uuid} NOT NULL,
    idempotency_key {uuid} NOT NULL,
    command TEXT NOT NULL,
    request_hash {bytes} NOT NULL,
    answer TEXT NOT NULL,
    answered_at {instant} NOT NULL,
    PRIMARY KEY (actor_id, idempotency_key)
){strict};

-- The hash chain of one district; `before` and `after` are the bytes that were hashed, without personal data in clear.
CREATE TABLE audit_entry (
    district_id {uuid} NOT NULL,
    seq {integer} NOT NULL,
    at {instant} NOT NULL,
    actor_id {uuid} NOT NULL,
    command TEXT NOT NULL,
    subject_id {uuid} NOT NULL,
    before_text TEXT NOT NULL,
    after_text TEXT NOT NULL,
    previous_hash {bytes} NOT NULL,
    hash {bytes} NOT NULL,
    PRIMARY KEY (district_id, seq)
){strict};

CREATE TABLE audit_head (
    district_id {uuid} PRIMARY KEY,
    seq {integer} NOT NULL,
    hash {bytes} NOT NULL
){strict};

-- The database refuses what the program never does.
--sqlite CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
--sqlite CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END;
--postgres CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''rows of % are never changed'', TG_TABLE_NAME; END';
--postgres CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The feed of one scope: a community, an organisation's inbox or a district's desk. Its head is advanced as the last
-- step of a transaction, so that the order of numbers is the order of commits and no number is missing.
CREATE TABLE feed_head (
    scope_id {uuid} PRIMARY KEY,
    seq {integer} NOT NULL,
    min_seq {integer} NOT NULL
){strict};

CREATE TABLE feed_change (
    scope_id {uuid} NOT NULL,
    seq {integer} NOT NULL,
    kind TEXT NOT NULL,
    entity_id {uuid} NOT NULL,
    removed {bool} NOT NULL,
    version {integer} NOT NULL,
    PRIMARY KEY (scope_id, seq)
){strict};
