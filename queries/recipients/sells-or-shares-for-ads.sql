-- The twin of sells-or-shares-for-ads.rq on the flow index: see queries/parts.
-- parts: any, sale
SELECT
  version, practice, kind, data, denied, modality, yes, no
FROM (
  SELECT version, practice, 'sold' AS kind, data, denied, modality, yes, no
  FROM slot
  CROSS JOIN about USING (version, practice)
  WHERE role = 'operation' AND value = (SELECT id FROM term WHERE iri = 'https://w3id.org/alir#Sell')
  UNION ALL
  SELECT version, practice, 'to advertisers', data, denied, modality, yes, no
  FROM term
  CROSS JOIN about ON recipient = id
  WHERE iri IN (
    'https://w3id.org/alir#Advertiser',
    'https://w3id.org/alir#AdNetwork',
    'https://w3id.org/alir#DataBroker'
  )
  UNION ALL
  SELECT version, practice, 'shared for advertising', data, denied, modality, yes, no
  FROM term
  CROSS JOIN about ON purpose = id
  WHERE recipient != 0
    AND iri IN ('https://w3id.org/dpv#Advertising', 'https://w3id.org/dpv#PersonalisedAdvertising')
) AS stated
