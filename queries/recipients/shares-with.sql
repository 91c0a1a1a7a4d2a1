-- The twin of shares-with.rq on the flow index: see queries/parts.
-- parts: about, parties, sale
SELECT
  version, practice, recipient, data AS stated, denied, modality,
  MAX(about.yes, fit.yes) AS yes,
  CASE
    WHEN about.denied AND EXISTS (
      SELECT 1 FROM sale WHERE sale.version = about.version AND sale.practice = about.practice
    ) THEN 6
    ELSE MAX(about.no, fit.no)
  END AS no
FROM fit
CROSS JOIN about ON about.recipient = fit.value
