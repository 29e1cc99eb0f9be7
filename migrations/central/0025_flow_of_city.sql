-- An auditor reads the flows of every district by their time.
CREATE INDEX business_flow_at ON business_flow (at, flow_id);
