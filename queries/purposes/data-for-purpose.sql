-- The twin of data-for-purpose.rq on the flow index: same columns, same rows.
WITH wanted(id) AS (
  SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:for))
),
fit(purpose, fits) AS (
  SELECT id, 'explicit' FROM wanted
  UNION ALL SELECT narrow, 'narrower' FROM covers WHERE broad IN wanted
  UNION ALL SELECT broad, 'broader' FROM covers WHERE narrow IN wanted
),
hit AS (
  SELECT DISTINCT f.practice, f.data, f.purpose, w.fits
  FROM fit AS w JOIN flow AS f ON f.purpose = w.purpose WHERE f.data != 0
)
SELECT DISTINCT
  pt.iri AS policy,
  data_.iri AS data,
  purpose_.iri AS purpose,
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
JOIN term AS data_ ON data_.id = hit.data
JOIN term AS purpose_ ON purpose_.id = hit.purpose
WHERE (:policy IS NULL OR v.term IN (SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:policy))))
