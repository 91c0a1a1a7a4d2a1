-- The twin of after-takeover.rq on the flow index: same columns, same rows.
WITH hit AS (
  SELECT DISTINCT g.practice, g.data, NULLIF(g.recipient, 0) AS recipient
  FROM flow AS f JOIN flow AS g ON g.practice = f.practice
  WHERE g.data != 0 AND (
    f.recipient = (SELECT id FROM term WHERE iri = 'https://w3id.org/alir#Acquirer')
    OR f.purpose = (SELECT id FROM term WHERE iri = 'https://w3id.org/alir#BusinessTransfer')
  )
)
SELECT DISTINCT
  pt.iri AS policy,
  data_.iri AS data,
  recipient_.iri AS recipient,
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
LEFT JOIN term AS recipient_ ON recipient_.id = hit.recipient
WHERE (:policy IS NULL OR v.term IN (SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:policy))))
