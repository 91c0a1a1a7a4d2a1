-- The statements about the data asked for (:data): the flows whose data is it, something narrower,
-- something broader, or a term that the policy itself defines to include it.
-- yes and no: the certainty of such a statement where it affirms and where it denies (certainty.sql).
asked(id) AS MATERIALIZED (
  SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:data))
),
own(version, concept) AS MATERIALIZED (
  SELECT DISTINCT version, concept FROM definition WHERE includes IN asked AND concept != includes
),
reach(stated, yes, no, defined) AS MATERIALIZED (
  SELECT id, 0, 3, 0 FROM asked
  UNION ALL SELECT narrow, 0, 4, 0 FROM covers WHERE broad IN asked
  UNION ALL SELECT broad, 2, 3, 0 FROM covers WHERE narrow IN asked
  UNION ALL
  SELECT DISTINCT concept, 1, 3, 1 FROM own
  WHERE concept NOT IN asked
    AND NOT EXISTS (SELECT 1 FROM covers WHERE broad = concept AND narrow IN asked)
),
-- Among what was reached there may be terms that some policies define: 1 wins over yes in those.
about AS NOT MATERIALIZED (
  SELECT
    f.*,
    CASE WHEN (f.version, f.data) IN own THEN 1 ELSE r.yes END AS yes,
    r.no
  FROM reach AS r
  JOIN flow AS f ON f.data = r.stated
  WHERE NOT r.defined OR (f.version, f.data) IN own
)
