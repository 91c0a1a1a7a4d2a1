-- The twin of fewer-party-kinds.rq on the flow index: same columns, same rows.
WITH asked(id) AS (
  SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:data))
),
reach(stated) AS (
  SELECT id FROM asked
  UNION SELECT narrow FROM covers WHERE broad IN asked
  UNION SELECT broad FROM covers WHERE narrow IN asked
)
SELECT pt.iri AS policy, COUNT(DISTINCT f.recipient) AS recipients
FROM reach AS r
JOIN flow AS f ON f.data = r.stated AND f.recipient != 0
JOIN practice AS p ON p.id = f.practice AND p.denied = 0
JOIN version AS v ON v.id = p.version
JOIN term AS pt ON pt.id = v.term
WHERE (:policy IS NULL OR v.term IN (SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:policy))))
GROUP BY pt.iri
ORDER BY recipients, policy
