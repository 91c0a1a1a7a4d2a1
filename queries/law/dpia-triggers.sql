-- The twin of dpia-triggers.rq on the flow index: see queries/parts.
-- parts: triggers
SELECT DISTINCT term.iri AS policy, hit.element, data.iri AS data, hit.practice
FROM (
  SELECT f.version, p.iri AS practice, f.data, t.element
  FROM trigger_data AS t
  JOIN flow AS f ON f.data = t.id
  JOIN main.practice AS p ON p.id = f.practice
  WHERE NOT denied
  UNION ALL
  SELECT f.version, p.iri, personal.id, 'scoring or new technology'
  FROM trigger_purpose AS t
  JOIN flow AS f ON f.purpose = t.id
  JOIN main.practice AS p ON p.id = f.practice
  LEFT JOIN term AS personal
    ON personal.id = f.data AND personal.iri != 'https://w3id.org/alir#AggregateData'
  WHERE NOT denied AND (
    personal.id IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM flow AS o JOIN term AS x ON x.id = o.data
      WHERE o.version = f.version AND o.practice = f.practice
        AND x.iri != 'https://w3id.org/alir#AggregateData'
    )
  )
  UNION ALL
  SELECT version, part, NULL, 'automated decision'
  FROM element
  WHERE kind = 'provision'
    AND value = (SELECT id FROM term WHERE iri = 'https://w3id.org/alir#AutomatedDecisionProvision')
) AS hit
JOIN term ON term.id = hit.version
LEFT JOIN term AS data ON data.id = hit.data
