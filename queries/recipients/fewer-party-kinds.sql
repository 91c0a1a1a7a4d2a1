-- The twin of fewer-party-kinds.rq on the flow index: see queries/parts.
-- parts: about
SELECT iri AS policy, COUNT(DISTINCT recipient) AS recipients
FROM reach
JOIN flow AS f ON f.data = reach.stated
JOIN term ON term.id = f.version
WHERE recipient != 0 AND NOT denied AND NOT reach.defined
GROUP BY iri
ORDER BY recipients, policy
