-- The pairs of personal data and recipient that chosen policies affirm, numbered. Aggregate data is
-- no personal data (dpv:hasData in the graph).
pair(version, data, recipient, id) AS MATERIALIZED (
  SELECT version, data, recipient, ROW_NUMBER() OVER ()
  FROM flow
  WHERE NOT denied AND recipient != 0 AND data NOT IN (
    SELECT 0 UNION ALL SELECT id FROM term WHERE iri = 'https://w3id.org/alir#AggregateData'
  )
  GROUP BY version, data, recipient
)
