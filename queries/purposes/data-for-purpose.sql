-- The twin of data-for-purpose.rq on the flow index: see queries/parts.
-- parts: purposes
SELECT f.version, f.practice, f.data, f.purpose, f.denied, f.modality, fit.yes, fit.no
FROM fit
JOIN flow AS f ON f.purpose = fit.value
WHERE f.data != 0
