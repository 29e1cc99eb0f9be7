-- A submitted withdrawal: what was frozen at submission, the vote, the papers, the duties exercised on it.

-- Numbers without gap: the row is advanced in the transaction that uses the number.
CREATE TABLE serial_number (
    scope_id {uuid} NOT NULL,
    name TEXT NOT NULL,
    year {integer} NOT NULL,
    value {integer} NOT NULL,
    PRIMARY KEY (scope_id, name, year)
){strict};

-- One row for each sheet from its submission on. `sheet_version` is the version that the signed papers carry.
CREATE TABLE withdrawal_case (
    sheet_id {uuid} PRIMARY KEY REFERENCES withdrawal (id),
    sheet_version {integer} NOT NULL,
    submitted_at {instant} NOT NULL,
    submitted_by {uuid} NOT NULL REFERENCES user_account (id),
    began_on {date} NOT NULL,
    check_code TEXT NOT NULL,
    kind TEXT NOT NULL,
    emergency_kind TEXT,
    basis TEXT NOT NULL,
    amount_fen {integer} NOT NULL,
    unit_count {integer} NOT NULL,
    area_dm2 {integer} NOT NULL,
    shares_digest TEXT NOT NULL,
    pays_digest TEXT NOT NULL,
    payee_name TEXT NOT NULL,
    payee_bank TEXT NOT NULL,
    payee_account TEXT NOT NULL,
    corrected_name TEXT,
    corrected_bank TEXT,
    corrected_account TEXT,
    publicity_until {date},
    due_on {date},
    round {integer} NOT NULL,
    claimed_by {uuid} REFERENCES user_account (id),
    claimed_at {instant},
    actual_cost_fen {integer},
    settled_at {instant}
){strict};

-- The frozen allocation: one row for each unit that pays, by its place; round 1 is the amount asked for.
CREATE TABLE withdrawal_unit (
    sheet_id {uuid} NOT NULL,
    round {integer} NOT NULL,
    unit_id {uuid} NOT NULL,
    unit_version {integer} NOT NULL,
    building_ordinal {integer} NOT NULL,
    entrance_ordinal {integer} NOT NULL,
    floor_ordinal {integer} NOT NULL,
    room_ordinal {integer} NOT NULL,
    building TEXT NOT NULL,
    entrance TEXT NOT NULL,
    floor TEXT NOT NULL,
    room TEXT NOT NULL,
    owners TEXT NOT NULL,
    area_dm2 {integer} NOT NULL,
    share_fen {integer} NOT NULL,
    available_fen {integer} NOT NULL,
    pays_fen {integer} NOT NULL,
    shortfall_fen {integer} NOT NULL,
    principal_fen {integer} NOT NULL,
    interest_fen {integer} NOT NULL,
    PRIMARY KEY (sheet_id, round, unit_id),
    CHECK (pays_fen + shortfall_fen = share_fen),
    CHECK (principal_fen + interest_fen = pays_fen)
){strict};

-- The frozen electorate: every unit of the benefiting scope, with the keys of its owners and, where it does not pay,
-- the reason that is printed.
CREATE TABLE withdrawal_elector (
    sheet_id {uuid} NOT NULL,
    unit_id {uuid} NOT NULL,
    unit_version {integer} NOT NULL,
    room TEXT NOT NULL,
    area_dm2 {integer} NOT NULL,
    owner_keys TEXT NOT NULL,
    excluded_reason TEXT,
    PRIMARY KEY (sheet_id, unit_id)
){strict};

-- Signatures as entered; a corrected one replaces the one before, and the audit chain keeps both.
CREATE TABLE withdrawal_ballot (
    sheet_id {uuid} NOT NULL,
    unit_id {uuid} NOT NULL,
    choice TEXT NOT NULL,
    signed_on {date} NOT NULL,
    PRIMARY KEY (sheet_id, unit_id)
){strict};

-- Papers that were handed in, by their code.
CREATE TABLE withdrawal_paper (
    sheet_id {uuid} NOT NULL,
    paper TEXT NOT NULL,
    received_by {uuid} NOT NULL,
    received_at {instant} NOT NULL,
    PRIMARY KEY (sheet_id, paper)
){strict};

-- Who exercised which duty, so that nobody exercises two.
CREATE TABLE withdrawal_duty (
    sheet_id {uuid} NOT NULL,
    duty TEXT NOT NULL,
    user_id {uuid} NOT NULL,
    PRIMARY KEY (sheet_id, duty, user_id)
){strict};
