-- The twin of what-collected.rq on the flow index: see queries/parts.
-- parts: any
SELECT
  about.version, about.practice, data, o.value AS source, denied, modality, yes, no
FROM slot AS s
JOIN about ON about.version = s.version AND about.practice = s.practice
LEFT JOIN slot AS o ON o.version = s.version AND o.practice = s.practice AND o.role = 'source'
WHERE s.role = 'operation'
  AND s.value = (SELECT id FROM term WHERE iri = 'https://w3id.org/dpv#Collect')
