-- Files of cases: their bytes stand in a folder under the SHA-256 of their content, what is known of them stands here.

CREATE TABLE attachment (
    sha256 {bytes} PRIMARY KEY,
    kind TEXT NOT NULL,
    size_bytes {integer} NOT NULL,
    stored_at {instant} NOT NULL
){strict};

-- Which organisation has shown that it has a content, by sending it: nobody names, or is given, what they only know the
-- name of.
CREATE TABLE attachment_holder (
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    sha256 {bytes} NOT NULL REFERENCES attachment (sha256),
    brought_by {uuid} NOT NULL REFERENCES user_account (id),
    brought_at {instant} NOT NULL,
    PRIMARY KEY (organisation_id, sha256)
){strict};
CREATE INDEX attachment_holder_content ON attachment_holder (sha256, brought_at);

-- Which files a case names, as which paper. A content that stands here is kept as long as the case.
CREATE TABLE case_attachment (
    case_id {uuid} NOT NULL,
    stage TEXT NOT NULL,
    ordinal {integer} NOT NULL,
    paper TEXT NOT NULL,
    sha256 {bytes} NOT NULL REFERENCES attachment (sha256),
    name TEXT NOT NULL,
    orientation {integer} NOT NULL,
    added_by {uuid} NOT NULL REFERENCES user_account (id),
    added_at {instant} NOT NULL,
    PRIMARY KEY (case_id, stage, ordinal)
){strict};
CREATE INDEX case_attachment_content ON case_attachment (sha256);
