-- The twin of obtained-from.rq on the flow index: same columns, same rows.
WITH wanted(id) AS (
  SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:from))
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
  SELECT DISTINCT f.practice, f.data, s.value AS party, w.fits
  FROM fit AS w JOIN slot AS s ON s.role = 'from' AND s.value = w.party
  JOIN flow AS f ON f.practice = s.practice WHERE f.data != 0
)
SELECT DISTINCT
  pt.iri AS policy,
  party_.iri AS party,
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
JOIN term AS party_ ON party_.id = hit.party
JOIN term AS data_ ON data_.id = hit.data
WHERE (:policy IS NULL OR v.term IN (SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:policy))))
