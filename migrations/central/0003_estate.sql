-- District, community, building, unit.

CREATE TABLE community (
    id {uuid} PRIMARY KEY,
    district_id {uuid} NOT NULL REFERENCES district (id),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    developer_name TEXT NOT NULL,
    building_count {integer} NOT NULL,
    unit_count {integer} NOT NULL,
    total_area_dm2 {integer} NOT NULL,
    version {integer} NOT NULL,
    UNIQUE (district_id, name)
){strict};

-- The communities that a property company serves.
CREATE TABLE area_link (
    community_id {uuid} NOT NULL REFERENCES community (id),
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    PRIMARY KEY (organisation_id, community_id)
){strict};
CREATE INDEX area_link_community ON area_link (community_id);

CREATE TABLE building (
    id {uuid} PRIMARY KEY,
    community_id {uuid} NOT NULL REFERENCES community (id),
    name TEXT NOT NULL,
    ordinal {integer} NOT NULL,
    floor_count {integer} NOT NULL,
    entrance_count {integer} NOT NULL,
    unit_count {integer} NOT NULL,
    total_area_dm2 {integer} NOT NULL,
    has_lift {bool} NOT NULL,
    version {integer} NOT NULL,
    UNIQUE (community_id, name)
){strict};

-- 售房单位: an organisation that sold public homes, with an account of its own.
CREATE TABLE selling_organisation (
    id {uuid} PRIMARY KEY,
    district_id {uuid} NOT NULL REFERENCES district (id),
    name TEXT NOT NULL,
    UNIQUE (district_id, name)
){strict};

-- The smallest thing with an account. The ordinals are its place in the natural order, set at import.
CREATE TABLE unit (
    id {uuid} PRIMARY KEY,
    community_id {uuid} NOT NULL REFERENCES community (id),
    building_id {uuid} NOT NULL REFERENCES building (id),
    entrance TEXT NOT NULL,
    floor TEXT NOT NULL,
    room TEXT NOT NULL,
    building_ordinal {integer} NOT NULL,
    entrance_ordinal {integer} NOT NULL,
    floor_ordinal {integer} NOT NULL,
    room_ordinal {integer} NOT NULL,
    area_dm2 {integer} NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    excluded_reason TEXT,
    selling_organisation_id {uuid} REFERENCES selling_organisation (id),
    selling_contribution_fen {integer} NOT NULL DEFAULT 0,
    first_contribution_fen {integer} NOT NULL,
    -- What the unit brought along when it was imported; its balance now stands in the ledger.
    opening_principal_fen {integer} NOT NULL DEFAULT 0,
    opening_interest_fen {integer} NOT NULL DEFAULT 0,
    version {integer} NOT NULL,
    UNIQUE (building_id, entrance, floor, room)
){strict};
CREATE INDEX unit_place ON unit (community_id, building_ordinal, entrance_ordinal, floor_ordinal, room_ordinal);

-- Numbers in full are sealed by the server's key; the masked text is what screens and the feed carry. The head key
-- counts a person once in a vote without saying who it is.
CREATE TABLE unit_owner (
    unit_id {uuid} NOT NULL REFERENCES unit (id),
    ordinal {integer} NOT NULL,
    name TEXT NOT NULL,
    id_kind TEXT NOT NULL,
    id_number_sealed {bytes},
    id_number_masked TEXT NOT NULL,
    phone_sealed {bytes},
    phone_masked TEXT NOT NULL,
    head_key {bytes} NOT NULL,
    PRIMARY KEY (unit_id, ordinal)
){strict};
