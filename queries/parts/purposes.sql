-- The purposes that fit the one asked for (:for): it, narrower and broader ones; see about.sql.
wanted(id) AS MATERIALIZED (
  SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:for))
),
fit(value, yes, no) AS MATERIALIZED (
  SELECT id, 0, 3 FROM wanted
  UNION SELECT narrow, 0, 4 FROM covers WHERE broad IN wanted
  UNION SELECT broad, 2, 3 FROM covers WHERE narrow IN wanted
)
