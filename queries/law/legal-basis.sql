-- The twin of legal-basis.rq on the flow index: see queries/parts.
-- parts: about
SELECT version, practice, value AS basis, data AS stated, denied, modality, yes, no
FROM slot
CROSS JOIN about USING (version, practice)
WHERE role = 'basis'
