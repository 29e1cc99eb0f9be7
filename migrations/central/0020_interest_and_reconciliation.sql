-- How far the interest of a payer is computed. `carried` is what is below a fen, in 360-millionths of a fen.
CREATE TABLE interest_state (
    owner_id {uuid} PRIMARY KEY,
    accrued_until {date} NOT NULL,
    accrued_fen {integer} NOT NULL,
    carried {integer} NOT NULL,
    CHECK (accrued_fen >= 0),
    CHECK (carried >= 0)
){strict};

-- The balance that the bank reports at the end of a day.
CREATE TABLE bank_statement (
    scope_id {uuid} NOT NULL REFERENCES district (id),
    day {date} NOT NULL,
    closing_fen {integer} NOT NULL,
    noted_at {instant} NOT NULL,
    PRIMARY KEY (scope_id, day)
){strict};

-- One reconciliation for each district and day.
CREATE TABLE reconciliation (
    scope_id {uuid} NOT NULL REFERENCES district (id),
    day {date} NOT NULL,
    customers_fen {integer} NOT NULL,
    suspense_fen {integer} NOT NULL,
    clearing_fen {integer} NOT NULL,
    outgoing_fen {integer} NOT NULL,
    bank_fen {integer} NOT NULL,
    statement_fen {integer},
    uncredited_fen {integer} NOT NULL,
    fault TEXT NOT NULL,
    made_at {instant} NOT NULL,
    PRIMARY KEY (scope_id, day)
){strict};

-- The head of each district's audit chain at the end of a day, signed by the server and exported.
CREATE TABLE audit_daily_head (
    district_id {uuid} NOT NULL,
    day {date} NOT NULL,
    seq {integer} NOT NULL,
    hash {bytes} NOT NULL,
    signature {bytes} NOT NULL,
    signed_at {instant} NOT NULL,
    PRIMARY KEY (district_id, day)
){strict};
--sqlite CREATE TRIGGER audit_daily_head_no_update BEFORE UPDATE ON audit_daily_head BEGIN SELECT RAISE(ABORT, 'signed heads are never changed'); END;
--sqlite CREATE TRIGGER audit_daily_head_no_delete BEFORE DELETE ON audit_daily_head BEGIN SELECT RAISE(ABORT, 'signed heads are never deleted'); END;
--postgres CREATE TRIGGER audit_daily_head_append_only BEFORE UPDATE OR DELETE ON audit_daily_head FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What was booked after a day is taken off its balances.
CREATE INDEX entry_day ON entry (scope_id, business_date);
