-- The desk: what exists only on this machine until the server has it. Migrated, never dropped.

-- What has to be known without the server: who the user is, the last time that the server told.
CREATE TABLE fact (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- What was typed and the server does not have yet; gone as soon as it has.
CREATE TABLE draft (
    command TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    request TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (command, subject_id)
) STRICT;

-- The version that the server gave our last write on a subject. What is queued behind it names this one.
CREATE TABLE own_version (
    subject_id BLOB PRIMARY KEY,
    version INTEGER NOT NULL
) STRICT;

-- Writes on their way to the server, in the order in which they were made. `body` is repeated byte for byte once it
-- was sent, because the answer may have been lost and not the request.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    idempotency_key BLOB NOT NULL UNIQUE,
    command TEXT NOT NULL,
    contract_version INTEGER NOT NULL,
    subject_id BLOB NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    queued_at INTEGER NOT NULL,
    sent_at INTEGER,
    settled_at INTEGER,
    answer TEXT,
    problem TEXT
) STRICT;
CREATE INDEX outbox_state ON outbox (state, seq);
CREATE INDEX outbox_subject ON outbox (subject_id, seq);

-- What the page was answered under each key: the same key twice is one entry and the same answer.
CREATE TABLE local_answer (
    idempotency_key BLOB PRIMARY KEY,
    request_hash BLOB NOT NULL,
    answer TEXT NOT NULL,
    answered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX local_answer_age ON local_answer (answered_at);
