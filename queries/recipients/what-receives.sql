-- The twin of what-receives.rq on the flow index: same columns, same rows.
WITH wanted(id) AS (
  SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:to))
),
fit(party, fits) AS (
  SELECT id, 'explicit' FROM wanted
  UNION SELECT narrow, 'narrower' FROM covers WHERE broad IN wanted
  UNION SELECT broad, 'broader' FROM covers WHERE narrow IN wanted
  UNION SELECT party, 'narrower' FROM role
  WHERE concept IN wanted OR concept IN (SELECT narrow FROM covers WHERE broad IN wanted)
  UNION SELECT concept, 'broader' FROM role WHERE party IN wanted
  UNION SELECT broad, 'broader' FROM covers
  WHERE narrow IN (SELECT concept FROM role WHERE party IN wanted)
),
hit AS (
  SELECT DISTINCT f.practice, f.recipient, f.data, w.fits
  FROM fit AS w JOIN flow AS f ON f.recipient = w.party WHERE f.data != 0
)
SELECT DISTINCT
  pt.iri AS policy,
  recipient_.iri AS recipient,
  data_.iri AS data,
  CASE
    WHEN p.denied AND m.iri = 'https://w3id.org/alir#Qualified' THEN 'qualified'
    WHEN p.denied AND hit.fits = 'narrower' THEN 'denied-in-part'
    WHEN p.denied THEN 'denied'
    WHEN hit.fits = 'broader' THEN 'broader'
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
