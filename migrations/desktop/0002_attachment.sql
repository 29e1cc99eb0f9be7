-- Files that were attached on this machine: encrypted like everything here, and kept for a month after the server has
-- them, because a restored server is offered them again.
CREATE TABLE attachment (
    sha256 BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    -- How much the server had when it was last heard of, and when it had all.
    sent_bytes INTEGER NOT NULL,
    sent_at INTEGER,
    -- Why the server does not take it.
    problem TEXT
) STRICT;

-- The bytes in the pieces in which they are sent, so that going on reads no more than is sent.
CREATE TABLE attachment_piece (
    sha256 BLOB NOT NULL REFERENCES attachment (sha256) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (sha256, seq)
) STRICT;

-- The sheets that want a file. One that nobody wants is not sent.
CREATE TABLE attachment_use (
    subject_id BLOB NOT NULL,
    sha256 BLOB NOT NULL REFERENCES attachment (sha256) ON DELETE CASCADE,
    PRIMARY KEY (subject_id, sha256)
) STRICT;
CREATE INDEX attachment_use_file ON attachment_use (sha256);
