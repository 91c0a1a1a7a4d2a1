-- The twin of used-for.rq on the flow index: see queries/parts.
-- parts: about, purposes
SELECT
  version, practice, purpose, data AS stated, denied, modality,
  MAX(about.yes, fit.yes) AS yes, MAX(about.no, fit.no) AS no
FROM fit
CROSS JOIN about ON about.purpose = fit.value
