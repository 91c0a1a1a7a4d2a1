-- The twin of after-takeover.rq on the flow index: see queries/parts.
-- parts: any, sale
SELECT
  about.version, about.practice, about.data, NULLIF(about.recipient, 0) AS recipient,
  about.denied, about.modality, yes, no
FROM flow AS f
JOIN about USING (version, practice)
WHERE f.recipient = (SELECT id FROM term WHERE iri = 'https://w3id.org/alir#Acquirer')
  OR f.purpose = (SELECT id FROM term WHERE iri = 'https://w3id.org/alir#BusinessTransfer')
