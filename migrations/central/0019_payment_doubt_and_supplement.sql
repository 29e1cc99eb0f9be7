-- When the bank said that it never had an instruction; only then may a person send it once more.
ALTER TABLE payment_instruction ADD COLUMN never_had_at {instant};

-- Supplements of a sheet: one row for each round after the first. A round that was returned or given up counts no more.
CREATE TABLE withdrawal_supplement (
    sheet_id {uuid} NOT NULL REFERENCES withdrawal (id),
    round {integer} NOT NULL,
    overrun_fen {integer} NOT NULL,
    requested_by {uuid} NOT NULL,
    requested_at {instant} NOT NULL,
    voided_at {instant},
    PRIMARY KEY (sheet_id, round),
    CHECK (round > 1),
    CHECK (overrun_fen > 0)
){strict};
