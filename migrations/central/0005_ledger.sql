-- The ledger: accounts, entries, postings, holds, and what leaves it for a bank.

-- `balance_fen` is NULL for a pooled account (the bank): its balance is the sum of its postings, because one row that
-- every payment updates would let only one payment through at a time.
CREATE TABLE account (
    id {uuid} PRIMARY KEY,
    scope_id {uuid} NOT NULL,
    kind TEXT NOT NULL,
    owner_id {uuid} NOT NULL,
    balance_fen {integer},
    held_fen {integer} NOT NULL,
    UNIQUE (owner_id, kind),
    CHECK (balance_fen >= 0),
    CHECK (held_fen >= 0),
    CHECK (held_fen <= balance_fen)
){strict};

CREATE TABLE entry (
    id {uuid} PRIMARY KEY,
    scope_id {uuid} NOT NULL,
    business_date {date} NOT NULL,
    kind TEXT NOT NULL,
    case_id {uuid},
    reverses {uuid} UNIQUE REFERENCES entry (id),
    idempotency_key TEXT NOT NULL,
    actor_id {uuid} NOT NULL,
    posted_at {instant} NOT NULL,
    UNIQUE (scope_id, idempotency_key)
){strict};
CREATE INDEX entry_case ON entry (case_id);

-- No foreign keys: an entry has thousands of postings, and writing them counts the accounts that they reach in one
-- statement instead of looking each up.
CREATE TABLE posting (
    entry_id {uuid} NOT NULL,
    ordinal {integer} NOT NULL,
    account_id {uuid} NOT NULL,
    fen {integer} NOT NULL,
    PRIMARY KEY (entry_id, ordinal),
    CHECK (fen <> 0)
){strict};
CREATE INDEX posting_account ON posting (account_id);

--sqlite CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
--sqlite CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
--sqlite CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'postings are never changed'); END;
--sqlite CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'postings are never deleted'); END;
--postgres CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
--postgres CREATE TRIGGER posting_append_only BEFORE UPDATE OR DELETE ON posting FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Money reserved for a case. `round` is 1 for what was submitted and counts the supplements after it.
CREATE TABLE hold (
    case_id {uuid} NOT NULL,
    round {integer} NOT NULL,
    account_id {uuid} NOT NULL,
    fen {integer} NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (case_id, round, account_id),
    CHECK (fen > 0)
){strict};
CREATE INDEX hold_account ON hold (account_id, state);

-- What leaves the ledger for a bank. A row is written in the transaction that decides it; the job that sends it marks
-- it sent before it speaks to the bank, so that no instruction goes out twice.
CREATE TABLE payment_instruction (
    id {uuid} PRIMARY KEY,
    scope_id {uuid} NOT NULL,
    case_id {uuid} NOT NULL,
    round {integer} NOT NULL,
    fen {integer} NOT NULL,
    payee_name TEXT NOT NULL,
    payee_bank TEXT NOT NULL,
    payee_account TEXT NOT NULL,
    state TEXT NOT NULL,
    detail TEXT NOT NULL,
    released_by {uuid} NOT NULL,
    created_at {instant} NOT NULL,
    sent_at {instant},
    next_question_at {instant},
    ended_at {instant},
    version {integer} NOT NULL,
    CHECK (fen > 0)
){strict};
CREATE INDEX payment_instruction_case ON payment_instruction (case_id);
CREATE INDEX payment_instruction_due ON payment_instruction (state, next_question_at);
