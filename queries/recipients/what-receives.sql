-- The twin of what-receives.rq on the flow index: see queries/parts.
-- parts: parties, sale
SELECT
  f.version, f.practice, f.recipient, f.data, f.denied, f.modality, fit.yes, fit.no
FROM fit
JOIN flow AS f ON f.recipient = fit.value
WHERE f.data != 0
