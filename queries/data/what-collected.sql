-- The twin of what-collected.rq on the flow index: same columns, same rows.
WITH hit AS (
  SELECT DISTINCT f.practice, f.data, o.value AS source
  FROM slot AS s JOIN flow AS f ON f.practice = s.practice
  LEFT JOIN slot AS o ON o.practice = s.practice AND o.role = 'source'
  WHERE f.data != 0 AND s.role = 'operation' AND s.value = (SELECT id FROM term WHERE iri = 'https://w3id.org/dpv#Collect')
)
SELECT DISTINCT
  pt.iri AS policy,
  data_.iri AS data,
  source_.iri AS source,
  CASE
    WHEN p.denied AND m.iri = 'https://w3id.org/alir#Qualified' THEN 'qualified'
    WHEN p.denied THEN 'denied'
    ELSE 'explicit'
  END AS certainty,
  m.iri AS modality,
  t.iri AS practice
FROM hit
JOIN practice AS p ON p.id = hit.practice
JOIN version AS v ON v.id = p.version
JOIN term AS pt ON pt.id = v.term
JOIN term AS t ON t.id = p.term
JOIN term AS m ON m.id = p.modality
JOIN term AS data_ ON data_.id = hit.data
LEFT JOIN term AS source_ ON source_.id = hit.source
WHERE (:policy IS NULL OR v.term IN (SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:policy))))
