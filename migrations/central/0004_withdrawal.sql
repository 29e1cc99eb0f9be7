-- Withdrawals: the task sheet and its timeline.

CREATE TABLE withdrawal (
    id {uuid} PRIMARY KEY,
    district_id {uuid} NOT NULL REFERENCES district (id),
    community_id {uuid} NOT NULL REFERENCES community (id),
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    number TEXT UNIQUE,
    revises {uuid} REFERENCES withdrawal (id),
    state TEXT NOT NULL,
    -- What the preparer typed, byte for byte.
    draft TEXT NOT NULL,
    created_by {uuid} NOT NULL REFERENCES user_account (id),
    created_at {instant} NOT NULL,
    updated_at {instant} NOT NULL,
    version {integer} NOT NULL
){strict};
CREATE INDEX withdrawal_organisation ON withdrawal (organisation_id, state, updated_at, id);
CREATE INDEX withdrawal_district ON withdrawal (district_id, state, updated_at, id);

-- Who moved a case, when, from where to where, and why. Nothing of it is ever changed.
CREATE TABLE timeline (
    case_id {uuid} NOT NULL,
    seq {integer} NOT NULL,
    at {instant} NOT NULL,
    actor_id {uuid} NOT NULL,
    actor_name TEXT NOT NULL,
    move_code TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
){strict};
--sqlite CREATE TRIGGER timeline_no_update BEFORE UPDATE ON timeline BEGIN SELECT RAISE(ABORT, 'timeline entries are never changed'); END;
--sqlite CREATE TRIGGER timeline_no_delete BEFORE DELETE ON timeline BEGIN SELECT RAISE(ABORT, 'timeline entries are never deleted'); END;
--postgres CREATE TRIGGER timeline_append_only BEFORE UPDATE OR DELETE ON timeline FOR EACH ROW EXECUTE FUNCTION refuse_change();
