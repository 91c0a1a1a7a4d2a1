-- The twin of obtained-from.rq on the flow index: see queries/parts.
-- parts: any, parties
SELECT
  about.version, about.practice, s.value AS party, data, denied, modality, fit.yes, fit.no
FROM fit
JOIN slot AS s ON s.role = 'from' AND s.value = fit.value
JOIN about ON about.version = s.version AND about.practice = s.practice
