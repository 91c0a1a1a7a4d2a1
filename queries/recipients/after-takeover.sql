-- The twin of after-takeover.rq on the flow index: see queries/parts.
-- parts: any, sale
SELECT
  about.version, about.practice, about.data, NULLIF(about.recipient, 0) AS recipient,
  about.denied, about.modality, yes,
  CASE
    WHEN about.denied AND EXISTS (
      SELECT 1 FROM sale WHERE sale.version = about.version AND sale.practice = about.practice
    ) THEN 6
    ELSE no
  END AS no
FROM flow AS f
JOIN about USING (version, practice)
WHERE f.recipient = (SELECT id FROM term WHERE iri = 'https://w3id.org/alir#Acquirer')
  OR f.purpose = (SELECT id FROM term WHERE iri = 'https://w3id.org/alir#BusinessTransfer')
