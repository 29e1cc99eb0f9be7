-- The life of this database. A restored one gets another id, and no desktop goes on from where the lost one was.

CREATE TABLE server_epoch (
    one {integer} PRIMARY KEY,
    id {uuid} NOT NULL,
    CHECK (one = 1)
){strict};
--sqlite INSERT INTO server_epoch (one, id) VALUES (1, randomblob(16));
--postgres INSERT INTO server_epoch (one, id) VALUES (1, gen_random_uuid());
