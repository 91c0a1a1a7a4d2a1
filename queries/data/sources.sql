-- The twin of sources.rq on the flow index: see queries/parts.
-- parts: about
SELECT
  about.version, about.practice, s.value AS source, o.value AS party, data AS stated,
  denied, modality, yes, no
FROM about
JOIN slot AS s ON s.version = about.version AND s.practice = about.practice AND s.role = 'source'
LEFT JOIN slot AS o
  ON o.version = about.version AND o.practice = about.practice AND o.role = 'from'
