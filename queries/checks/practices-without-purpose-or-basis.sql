-- The twin of practices-without-purpose-or-basis.rq on the flow index: see queries/parts.
SELECT DISTINCT
  term.iri AS policy,
  p.iri AS practice,
  CASE
    WHEN f.purpose != 0 THEN 'legal basis'
    WHEN b.value IS NOT NULL THEN 'purpose'
    ELSE 'purpose and legal basis'
  END AS missing
FROM flow AS f
JOIN main.practice AS p ON p.id = f.practice
JOIN term ON term.id = f.version
LEFT JOIN slot AS b ON b.version = f.version AND b.practice = f.practice AND b.role = 'basis'
WHERE NOT f.denied AND (f.purpose = 0 OR b.value IS NULL)
