-- The twin of shares-with.rq on the flow index: see queries/parts.
-- parts: about, parties, sale
SELECT
  version, practice, recipient, data AS stated, denied, modality,
  MAX(about.yes, fit.yes) AS yes,
  MAX(about.no, fit.no) AS no
FROM fit
CROSS JOIN about ON about.recipient = fit.value
