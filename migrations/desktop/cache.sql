-- The cache: what the server has for this user, to be shown without it. Made anew whenever its version differs.

-- How far each scope of the user is. Without a cursor it is read as a snapshot next; `whole` says that rows of it are here.
CREATE TABLE scope (
    scope_id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    entries INTEGER NOT NULL,
    cursor TEXT,
    seq INTEGER NOT NULL,
    whole INTEGER NOT NULL
) STRICT;

-- The life of the server's database that the cursors belong to.
CREATE TABLE epoch (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id BLOB NOT NULL
) STRICT;

-- A community with its buildings as the server answers it. What is searched stands before what is large: a search then
-- reads only the beginning of each row.
CREATE TABLE community (
    community_id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    view TEXT NOT NULL
) STRICT;

-- The units of one building, in columns and packed: 200,000 rows of their own would take several seconds to write.
CREATE TABLE building (
    building_id BLOB PRIMARY KEY,
    community_id BLOB NOT NULL,
    search TEXT NOT NULL,
    units BLOB NOT NULL
) STRICT;
CREATE INDEX building_community ON building (community_id);

-- A task sheet of the user's own desk. `news_seq` is the last step of its timeline that is known here.
CREATE TABLE sheet (
    sheet_id BLOB PRIMARY KEY,
    version INTEGER NOT NULL,
    tab TEXT NOT NULL,
    read_on TEXT NOT NULL,
    news_seq INTEGER NOT NULL,
    row TEXT NOT NULL,
    awaits TEXT,
    search TEXT NOT NULL,
    record BLOB NOT NULL
) STRICT;
CREATE INDEX sheet_tab ON sheet (tab, sheet_id);
CREATE INDEX sheet_awaiting ON sheet (sheet_id) WHERE awaits IS NOT NULL;

-- What was answered to requests that no table above answers.
CREATE TABLE answer (
    command TEXT NOT NULL,
    request TEXT NOT NULL,
    response TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (command, request)
) STRICT;
CREATE INDEX answer_age ON answer (read_at);

-- Papers of cases that were read here, of each sheet that names them.
CREATE TABLE paper (
    sheet_id BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    size_bytes INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (sheet_id, sha256)
) STRICT;
CREATE INDEX paper_age ON paper (read_at);
