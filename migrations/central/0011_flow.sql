-- Business flows: what an organisation did under an application number, through which channel. Nothing of it is ever
-- changed.
CREATE TABLE business_flow (
    flow_id {uuid} PRIMARY KEY,
    organisation_id {uuid} NOT NULL,
    district_id {uuid} NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    case_id {uuid} NOT NULL REFERENCES withdrawal (id),
    actor_id {uuid} NOT NULL,
    actor_name TEXT NOT NULL,
    at {instant} NOT NULL
){strict};
CREATE INDEX business_flow_organisation ON business_flow (organisation_id, at);
CREATE INDEX business_flow_district ON business_flow (district_id, at);
--sqlite CREATE TRIGGER business_flow_no_update BEFORE UPDATE ON business_flow BEGIN SELECT RAISE(ABORT, 'flows are never changed'); END;
--sqlite CREATE TRIGGER business_flow_no_delete BEFORE DELETE ON business_flow BEGIN SELECT RAISE(ABORT, 'flows are never deleted'); END;
--postgres CREATE TRIGGER business_flow_append_only BEFORE UPDATE OR DELETE ON business_flow FOR EACH ROW EXECUTE FUNCTION refuse_change();
