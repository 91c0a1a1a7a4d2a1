-- The twin of recipients-of.rq on the flow index: see queries/parts.
-- parts: any, sale
SELECT
  version, practice, recipient, data, denied, modality, yes, no
FROM about
WHERE recipient != 0
