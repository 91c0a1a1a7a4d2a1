-- The twin of what-receives.rq on the flow index: see queries/parts.
-- parts: parties, sale
SELECT
  f.version, f.practice, f.recipient, f.data, f.denied, f.modality, fit.yes,
  CASE
    WHEN f.denied AND EXISTS (
      SELECT 1 FROM sale WHERE sale.version = f.version AND sale.practice = f.practice
    ) THEN 6
    ELSE fit.no
  END AS no
FROM fit
JOIN flow AS f ON f.recipient = fit.value
WHERE f.data != 0
