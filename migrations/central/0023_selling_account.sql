-- Selling organisations get an account of their own: what each unit brought along for it, and its part of a withdrawal.

-- What the unit brought along for its selling organisation when it was imported; its balance now stands in the ledger.
ALTER TABLE unit ADD COLUMN opening_selling_fen {integer} NOT NULL DEFAULT 0;

-- 产权份额, as the certificate writes it; co-owners whose table states none have none.
ALTER TABLE unit_owner ADD COLUMN share TEXT;

-- An import asks whether an organisation's account has moved since the units' openings were added up.
CREATE INDEX unit_selling ON unit (selling_organisation_id, opening_selling_fen) WHERE selling_organisation_id IS NOT NULL;

-- The frozen allocation of a selling organisation, beside that of the units; `ordinal` is its place among those of the
-- sheet, the one of the first unit first.
CREATE TABLE withdrawal_selling (
    sheet_id {uuid} NOT NULL,
    round {integer} NOT NULL,
    organisation_id {uuid} NOT NULL,
    ordinal {integer} NOT NULL,
    name TEXT NOT NULL,
    share_fen {integer} NOT NULL,
    available_fen {integer} NOT NULL,
    pays_fen {integer} NOT NULL,
    shortfall_fen {integer} NOT NULL,
    principal_fen {integer} NOT NULL,
    interest_fen {integer} NOT NULL,
    PRIMARY KEY (sheet_id, round, organisation_id),
    CHECK (pays_fen + shortfall_fen = share_fen),
    CHECK (principal_fen + interest_fen = pays_fen)
){strict};
