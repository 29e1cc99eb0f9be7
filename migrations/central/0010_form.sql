-- Prints of forms: every one on record, and for each form the last one with how many there were.

CREATE TABLE form_print (
    print_id {uuid} PRIMARY KEY,
    sheet_id {uuid} NOT NULL REFERENCES withdrawal (id),
    form TEXT NOT NULL,
    workstation TEXT NOT NULL,
    -- Which print this was at the workstation: what stands on the paper.
    print_count {integer} NOT NULL,
    reprint {bool} NOT NULL,
    way TEXT NOT NULL,
    user_id {uuid} NOT NULL REFERENCES user_account (id),
    printed_at {instant} NOT NULL,
    recorded_at {instant} NOT NULL
){strict};
CREATE INDEX form_print_workstation ON form_print (sheet_id, form, workstation);
--sqlite CREATE TRIGGER form_print_no_update BEFORE UPDATE ON form_print BEGIN SELECT RAISE(ABORT, 'prints are never changed'); END;
--sqlite CREATE TRIGGER form_print_no_delete BEFORE DELETE ON form_print BEGIN SELECT RAISE(ABORT, 'prints are never deleted'); END;
--postgres CREATE TRIGGER form_print_append_only BEFORE UPDATE OR DELETE ON form_print FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE form_printed (
    sheet_id {uuid} NOT NULL REFERENCES withdrawal (id),
    form TEXT NOT NULL,
    organisation_id {uuid} NOT NULL,
    district_id {uuid} NOT NULL,
    prints {integer} NOT NULL,
    last_at {instant} NOT NULL,
    last_workstation TEXT NOT NULL,
    last_by {uuid} NOT NULL REFERENCES user_account (id),
    PRIMARY KEY (sheet_id, form)
){strict};
CREATE INDEX form_printed_organisation ON form_printed (organisation_id, last_at);
CREATE INDEX form_printed_district ON form_printed (district_id, last_at);
