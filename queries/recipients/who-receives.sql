-- The twin of who-receives.rq on the flow index: see queries/parts.
-- parts: about, sale
SELECT
  version, practice, recipient, data AS stated, denied, modality, yes, no
FROM about
WHERE recipient != 0
