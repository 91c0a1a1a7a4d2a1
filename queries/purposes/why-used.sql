-- The twin of why-used.rq on the flow index: see queries/parts.
-- parts: about
SELECT version, practice, purpose, data AS stated, denied, modality, yes, no
FROM about
WHERE purpose != 0
