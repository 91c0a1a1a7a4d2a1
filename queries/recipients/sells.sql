-- The twin of sells.rq on the flow index: see queries/parts.
-- parts: about
SELECT version, practice, data AS stated, denied, modality, yes, no
FROM slot
CROSS JOIN about USING (version, practice)
WHERE role = 'operation' AND value = (SELECT id FROM term WHERE iri = 'https://w3id.org/alir#Sell')
