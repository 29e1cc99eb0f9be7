-- A paper counts as handed in when its file is there, not when somebody says so.
DROP TABLE withdrawal_paper;
