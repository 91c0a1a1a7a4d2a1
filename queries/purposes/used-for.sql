-- The twin of used-for.rq on the flow index: same columns, same rows.
WITH asked(id) AS (
  SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:data))
),
reach(stated, how, within) AS (
  SELECT id, 'explicit', 0 FROM asked
  UNION ALL SELECT narrow, 'narrower', 0 FROM covers WHERE broad IN asked
  UNION ALL SELECT broad, 'broader', 0 FROM covers WHERE narrow IN asked
  UNION ALL
  SELECT concept, 'definition', version FROM definition AS d
  WHERE includes IN asked AND concept NOT IN asked
    AND NOT EXISTS (SELECT 1 FROM covers WHERE broad = d.concept AND narrow IN asked)
),
wanted(id) AS (
  SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:for))
),
fit(purpose, fits) AS (
  SELECT id, 'explicit' FROM wanted
  UNION ALL SELECT narrow, 'narrower' FROM covers WHERE broad IN wanted
  UNION ALL SELECT broad, 'broader' FROM covers WHERE narrow IN wanted
),
hit AS (
  SELECT DISTINCT f.practice, f.purpose, f.data AS stated, r.how, r.within, w.fits
  FROM fit AS w JOIN flow AS f ON f.purpose = w.purpose JOIN reach AS r ON r.stated = f.data
)
SELECT DISTINCT
  pt.iri AS policy,
  purpose_.iri AS purpose,
  stated_.iri AS stated,
  CASE
    WHEN p.denied AND m.iri = 'https://w3id.org/alir#Qualified' THEN 'qualified'
    WHEN p.denied AND (hit.how = 'narrower' OR hit.fits = 'narrower') THEN 'denied-in-part'
    WHEN p.denied THEN 'denied'
    WHEN hit.fits = 'broader' THEN 'broader'
    WHEN hit.how = 'definition' OR EXISTS (
      SELECT 1 FROM definition AS d
      WHERE d.version = p.version AND d.concept = hit.stated AND d.concept != d.includes AND d.includes IN asked
    ) THEN 'definition'
    WHEN hit.how = 'broader' THEN 'broader'
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
JOIN term AS purpose_ ON purpose_.id = hit.purpose
JOIN term AS stated_ ON stated_.id = hit.stated
WHERE (:policy IS NULL OR v.term IN (SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:policy))))
  AND (hit.within = 0 OR hit.within = p.version)
