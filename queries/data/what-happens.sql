-- The twin of what-happens.rq on the flow index: see queries/parts.
-- parts: about
SELECT version, practice, value AS operation, data AS stated, denied, modality, yes, no
FROM about
JOIN slot USING (version, practice)
WHERE role = 'operation'
