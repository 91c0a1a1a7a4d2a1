-- The twin of recipients-of.rq on the flow index: see queries/parts.
-- parts: any, sale
SELECT
  version, practice, recipient, data, denied, modality, yes,
  CASE
    WHEN about.denied AND EXISTS (
      SELECT 1 FROM sale WHERE sale.version = about.version AND sale.practice = about.practice
    ) THEN 6
    ELSE no
  END AS no
FROM about
WHERE recipient != 0
