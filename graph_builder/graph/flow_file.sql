-- Tables of the flow index. A term is an IRI; 1 and 2 are the two modalities that certainty needs.
-- The vocabulary's hash, and the state (state.py) that versions here add up to.
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
INSERT INTO meta VALUES ('state', '0000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE term(id INTEGER PRIMARY KEY, iri TEXT UNIQUE);
INSERT INTO term VALUES (1, 'https://w3id.org/alir#Qualified'), (2, 'https://w3id.org/alir#Possible');

-- A version's id is that of its IRI; language, source and name are those of the policy.
CREATE TABLE version(id INTEGER PRIMARY KEY, hash TEXT, language TEXT, source TEXT, name TEXT);
CREATE TABLE practice(id INTEGER PRIMARY KEY, version INTEGER, iri TEXT);
CREATE INDEX practice_version ON practice(version);

-- One row per practice x data x recipient x purpose; 0 where the slot is empty.
CREATE TABLE flow(
    version INTEGER, practice INTEGER, data INTEGER, recipient INTEGER, purpose INTEGER,
    denied INTEGER, modality INTEGER,
    PRIMARY KEY(version, practice, data, recipient, purpose)
) WITHOUT ROWID;
CREATE INDEX flow_data ON flow(data, version, recipient, purpose, denied, modality, practice);
CREATE INDEX flow_recipient ON flow(recipient, data, version, purpose, denied, modality, practice);
CREATE INDEX flow_purpose ON flow(purpose, data, version, recipient, denied, modality, practice);

-- Every other slot of a practice: operation, source, from, method, basis.
CREATE TABLE slot(
    version INTEGER, practice INTEGER, role TEXT, value INTEGER,
    PRIMARY KEY(version, practice, role, value)
) WITHOUT ROWID;
CREATE INDEX slot_role ON slot(role, value, version, practice);

-- What a notice states about itself (kinds: flow_rows.py): a concept, or 0 where its presence is all
-- that matters; part is the IRI of the provision.
CREATE TABLE element(
    version INTEGER, kind TEXT, value INTEGER, part TEXT,
    PRIMARY KEY(version, kind, value, part)
) WITHOUT ROWID;
CREATE INDEX element_kind ON element(kind, value, version);

-- What a policy says that its own terms include.
CREATE TABLE definition(
    version INTEGER, concept INTEGER, includes INTEGER,
    PRIMARY KEY(version, concept, includes)
) WITHOUT ROWID;
CREATE INDEX definition_includes ON definition(includes, concept, version);

-- Which kind of party a named party is; version 0 is the vocabulary.
CREATE TABLE role(
    version INTEGER, party INTEGER, concept INTEGER, PRIMARY KEY(version, party, concept)
) WITHOUT ROWID;
CREATE INDEX role_concept ON role(concept, party);
CREATE INDEX role_party ON role(party, concept);

-- The closure of the taxonomy.
CREATE TABLE covers(broad INTEGER, narrow INTEGER, PRIMARY KEY(broad, narrow)) WITHOUT ROWID;
CREATE INDEX covers_narrow ON covers(narrow, broad);
