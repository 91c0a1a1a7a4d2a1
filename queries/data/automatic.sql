-- The twin of automatic.rq on the flow index: see queries/parts.
-- parts: any
SELECT
  about.version, about.practice, data, o.value AS method, denied, modality, yes, no
FROM slot AS s
JOIN about ON about.version = s.version AND about.practice = s.practice
LEFT JOIN slot AS o ON o.version = s.version AND o.practice = s.practice AND o.role = 'method'
WHERE s.role = 'source'
  AND s.value = (SELECT id FROM term WHERE iri = 'https://w3id.org/alir#AutomaticCollection')
