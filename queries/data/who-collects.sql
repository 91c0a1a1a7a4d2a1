-- The twin of who-collects.rq on the flow index: see queries/parts.
-- parts: about
SELECT
  about.version, about.practice, data AS stated, o.value AS source,
  denied, modality, yes, no
FROM slot AS s
CROSS JOIN about ON about.version = s.version AND about.practice = s.practice
LEFT JOIN slot AS o
  ON o.version = about.version AND o.practice = about.practice AND o.role = 'source'
WHERE s.role = 'operation'
  AND s.value = (SELECT id FROM term WHERE iri = 'https://w3id.org/dpv#Collect')
