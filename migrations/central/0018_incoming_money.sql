-- What comes in from outside, and what a person has to look at before money moves on.

-- One row for each credit of the bank and each receipt of the counter. The reference makes a second notice of the same
-- credit change nothing. `rest_fen` is what of it waits in suspense.
CREATE TABLE incoming_money (
    id {uuid} PRIMARY KEY,
    scope_id {uuid} NOT NULL REFERENCES district (id),
    source TEXT NOT NULL,
    reference TEXT NOT NULL,
    fen {integer} NOT NULL,
    rest_fen {integer} NOT NULL,
    payer_name TEXT NOT NULL,
    remark TEXT NOT NULL,
    received_on {date} NOT NULL,
    noted_at {instant} NOT NULL,
    noted_by {uuid} NOT NULL,
    state TEXT NOT NULL,
    reason_code TEXT NOT NULL,
    reason_text TEXT NOT NULL,
    -- A return that somebody has asked for.
    return_name TEXT,
    return_bank TEXT,
    return_account TEXT,
    return_reason TEXT,
    return_asked_by {uuid},
    -- Counts the attempts to pay it back.
    return_round {integer} NOT NULL,
    version {integer} NOT NULL,
    UNIQUE (scope_id, reference),
    CHECK (fen > 0),
    CHECK (rest_fen >= 0 AND rest_fen <= fen)
){strict};
CREATE INDEX incoming_money_state ON incoming_money (scope_id, state, noted_at);

-- What became of it, part by part.
CREATE TABLE incoming_use (
    incoming_id {uuid} NOT NULL,
    entry_id {uuid} NOT NULL,
    purpose TEXT NOT NULL,
    sheet_id {uuid},
    unit_id {uuid},
    fen {integer} NOT NULL,
    at {instant} NOT NULL,
    PRIMARY KEY (incoming_id, entry_id)
){strict};
CREATE INDEX incoming_use_sheet ON incoming_use (sheet_id);
--sqlite CREATE TRIGGER incoming_use_no_update BEFORE UPDATE ON incoming_use BEGIN SELECT RAISE(ABORT, 'uses of money are never changed'); END;
--sqlite CREATE TRIGGER incoming_use_no_delete BEFORE DELETE ON incoming_use BEGIN SELECT RAISE(ABORT, 'uses of money are never deleted'); END;
--postgres CREATE TRIGGER incoming_use_append_only BEFORE UPDATE OR DELETE ON incoming_use FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What a person has to decide: at most one open task of a kind about one subject.
CREATE TABLE money_task (
    id {uuid} PRIMARY KEY,
    scope_id {uuid} NOT NULL REFERENCES district (id),
    kind TEXT NOT NULL,
    subject_id {uuid} NOT NULL,
    case_id {uuid},
    fen {integer} NOT NULL,
    detail TEXT NOT NULL,
    opened_at {instant} NOT NULL,
    ended_at {instant},
    ended_by {uuid},
    resolution TEXT NOT NULL,
    note TEXT NOT NULL,
    version {integer} NOT NULL
){strict};
CREATE UNIQUE INDEX money_task_open ON money_task (kind, subject_id) WHERE ended_at IS NULL;
CREATE INDEX money_task_scope ON money_task (scope_id, opened_at);
