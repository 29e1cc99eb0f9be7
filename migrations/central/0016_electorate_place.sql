-- The electorate keeps where each unit stands and who owned it at submission, so that signatures are entered in the order
-- of the printed sheet, also of units that do not pay. `room` becomes the room alone.
ALTER TABLE withdrawal_elector ADD COLUMN building_ordinal {integer} NOT NULL DEFAULT 0;
ALTER TABLE withdrawal_elector ADD COLUMN entrance_ordinal {integer} NOT NULL DEFAULT 0;
ALTER TABLE withdrawal_elector ADD COLUMN floor_ordinal {integer} NOT NULL DEFAULT 0;
ALTER TABLE withdrawal_elector ADD COLUMN room_ordinal {integer} NOT NULL DEFAULT 0;
ALTER TABLE withdrawal_elector ADD COLUMN building TEXT NOT NULL DEFAULT '';
ALTER TABLE withdrawal_elector ADD COLUMN entrance TEXT NOT NULL DEFAULT '';
ALTER TABLE withdrawal_elector ADD COLUMN floor TEXT NOT NULL DEFAULT '';
-- The owners' names, one a line.
ALTER TABLE withdrawal_elector ADD COLUMN owners TEXT NOT NULL DEFAULT '';
UPDATE withdrawal_elector SET
    building_ordinal = (SELECT u.building_ordinal FROM unit u WHERE u.id = withdrawal_elector.unit_id),
    entrance_ordinal = (SELECT u.entrance_ordinal FROM unit u WHERE u.id = withdrawal_elector.unit_id),
    floor_ordinal = (SELECT u.floor_ordinal FROM unit u WHERE u.id = withdrawal_elector.unit_id),
    room_ordinal = (SELECT u.room_ordinal FROM unit u WHERE u.id = withdrawal_elector.unit_id),
    building = (SELECT b.name FROM unit u JOIN building b ON b.id = u.building_id WHERE u.id = withdrawal_elector.unit_id),
    entrance = (SELECT u.entrance FROM unit u WHERE u.id = withdrawal_elector.unit_id),
    floor = (SELECT u.floor FROM unit u WHERE u.id = withdrawal_elector.unit_id),
    room = (SELECT u.room FROM unit u WHERE u.id = withdrawal_elector.unit_id),
    owners = COALESCE((SELECT o.name FROM unit_owner o WHERE o.unit_id = withdrawal_elector.unit_id AND o.ordinal = 1), '');

-- The version of the sheet at which its signatures last changed: whoever saw an earlier one has not seen them all.
ALTER TABLE withdrawal_case ADD COLUMN signatures_version {integer} NOT NULL DEFAULT 0;
