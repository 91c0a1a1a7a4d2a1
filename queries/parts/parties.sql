-- The parties that fit the one asked for (:to or :from): it, narrower and broader kinds, and companies of
-- that kind. yes and no as in about.sql.
wanted(id) AS MATERIALIZED (
  SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(COALESCE(:to, :from)))
),
fit(value, yes, no) AS MATERIALIZED (
  SELECT id, 0, 3 FROM wanted
  UNION SELECT narrow, 0, 4 FROM covers WHERE broad IN wanted
  UNION SELECT broad, 2, 3 FROM covers WHERE narrow IN wanted
  UNION SELECT party, 0, 4 FROM role
  WHERE concept IN wanted OR concept IN (SELECT narrow FROM covers WHERE broad IN wanted)
  UNION SELECT concept, 2, 3 FROM role WHERE party IN wanted
  UNION SELECT broad, 2, 3 FROM covers
  WHERE narrow IN (SELECT concept FROM role WHERE party IN wanted)
)
