-- A returned or cancelled sheet names the one that was made from it.
CREATE INDEX withdrawal_revises ON withdrawal (revises) WHERE revises IS NOT NULL;
