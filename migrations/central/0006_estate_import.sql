-- Which server key sealed what this database holds. A server with another key could neither read it nor find the same
-- person again, so it refuses to start.
CREATE TABLE server_key (
    purpose TEXT PRIMARY KEY,
    fingerprint {bytes} NOT NULL
){strict};
