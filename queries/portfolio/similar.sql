-- The twin of similar.rq on the flow index: see queries/parts. Half a per cent is rounded up.
-- parts: pairs
SELECT
  mine.iri AS policy,
  theirs.iri AS other,
  shared AS practices,
  (200 * shared + size) / (2 * size) AS share
FROM (
  SELECT p.version, f.version AS other, COUNT(DISTINCT p.id) AS shared
  FROM pair AS p
  JOIN main.flow AS f ON f.data = p.data AND f.recipient = p.recipient
  WHERE NOT f.denied AND f.version != p.version
  GROUP BY p.version, f.version
)
JOIN (SELECT version, COUNT(*) AS size FROM pair GROUP BY version) USING (version)
JOIN term AS mine ON mine.id = version
JOIN term AS theirs ON theirs.id = other
ORDER BY practices DESC, other
