-- Dated parameters and the calendar: what an office sets over the values that are built in. Rows are only added.

-- `value` is the value with its unit, as JSON. `seq` counts the rows of a parameter from 1; the last one for a day holds.
CREATE TABLE parameter_value (
    code TEXT NOT NULL,
    seq {integer} NOT NULL,
    value TEXT NOT NULL,
    in_force_from {date} NOT NULL,
    source TEXT NOT NULL,
    set_by {uuid} NOT NULL REFERENCES user_account (id),
    set_at {instant} NOT NULL,
    PRIMARY KEY (code, seq)
){strict};

-- A year's arrangement of holidays. The State Council amends one by publishing the year anew: the last revision holds.
CREATE TABLE calendar_notice (
    year {integer} NOT NULL,
    revision {integer} NOT NULL,
    source TEXT NOT NULL,
    set_by {uuid} NOT NULL REFERENCES user_account (id),
    set_at {instant} NOT NULL,
    PRIMARY KEY (year, revision)
){strict};

CREATE TABLE calendar_day (
    year {integer} NOT NULL,
    revision {integer} NOT NULL,
    day {date} NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (year, revision, day)
){strict};

--sqlite CREATE TRIGGER parameter_value_no_update BEFORE UPDATE ON parameter_value BEGIN SELECT RAISE(ABORT, 'parameter values are never changed'); END;
--sqlite CREATE TRIGGER parameter_value_no_delete BEFORE DELETE ON parameter_value BEGIN SELECT RAISE(ABORT, 'parameter values are never deleted'); END;
--sqlite CREATE TRIGGER calendar_day_no_update BEFORE UPDATE ON calendar_day BEGIN SELECT RAISE(ABORT, 'calendar days are never changed'); END;
--sqlite CREATE TRIGGER calendar_day_no_delete BEFORE DELETE ON calendar_day BEGIN SELECT RAISE(ABORT, 'calendar days are never deleted'); END;
--postgres CREATE TRIGGER parameter_value_append_only BEFORE UPDATE OR DELETE ON parameter_value FOR EACH ROW EXECUTE FUNCTION refuse_change();
--postgres CREATE TRIGGER calendar_day_append_only BEFORE UPDATE OR DELETE ON calendar_day FOR EACH ROW EXECUTE FUNCTION refuse_change();
