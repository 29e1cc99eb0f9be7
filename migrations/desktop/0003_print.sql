-- How often each form was printed at this desk: the next paper says the next number, also without the server.
CREATE TABLE print_count (
    sheet_id BLOB NOT NULL,
    form TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (sheet_id, form)
) STRICT;
