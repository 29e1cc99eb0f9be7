-- The cache: what the server answered, to be shown again without it. Made anew whenever its version differs.

CREATE TABLE answer (
    command TEXT NOT NULL,
    request TEXT NOT NULL,
    response TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (command, request)
) STRICT;
CREATE INDEX answer_age ON answer (read_at);
