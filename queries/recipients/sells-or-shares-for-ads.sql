-- The twin of sells-or-shares-for-ads.rq on the flow index: same columns, same rows.
WITH hit AS (
  SELECT DISTINCT f.practice, f.data, 'sold' AS kind
  FROM slot AS s JOIN flow AS f ON f.practice = s.practice
  WHERE f.data != 0 AND s.role = 'operation' AND s.value = (SELECT id FROM term WHERE iri = 'https://w3id.org/alir#Sell')
  UNION
  SELECT f.practice, f.data, 'to advertisers' FROM flow AS f
  WHERE f.data != 0 AND f.recipient IN (
    SELECT id FROM term WHERE iri IN ('https://w3id.org/alir#Advertiser', 'https://w3id.org/alir#AdNetwork', 'https://w3id.org/alir#DataBroker')
  )
  UNION
  SELECT f.practice, f.data, 'shared for advertising' FROM flow AS f
  WHERE f.data != 0 AND f.recipient != 0 AND f.purpose IN (
    SELECT id FROM term WHERE iri IN ('https://w3id.org/dpv#Advertising', 'https://w3id.org/dpv#PersonalisedAdvertising')
  )
)
SELECT DISTINCT
  pt.iri AS policy,
  hit.kind AS kind,
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
JOIN term AS data_ ON data_.id = hit.data
WHERE (:policy IS NULL OR v.term IN (SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:policy))))
