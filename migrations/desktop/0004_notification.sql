-- What the user was told of: news of sheets and of the outbox. Kept here, because what was read must not come back when
-- the cache is made anew.
CREATE TABLE notification (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    title TEXT NOT NULL,
    detail TEXT NOT NULL,
    happened_at INTEGER NOT NULL,
    read_at INTEGER
) STRICT;
CREATE INDEX notification_age ON notification (happened_at);
