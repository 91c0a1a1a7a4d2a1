-- The twin of recipients-of.rq on the flow index: same columns, same rows.
WITH hit AS (
  SELECT DISTINCT practice, recipient, data FROM flow WHERE recipient != 0 AND data != 0
)
SELECT DISTINCT
  pt.iri AS policy,
  recipient_.iri AS recipient,
  data_.iri AS data,
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
JOIN term AS recipient_ ON recipient_.id = hit.recipient
JOIN term AS data_ ON data_.id = hit.data
WHERE (:policy IS NULL OR v.term IN (SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:policy))))
