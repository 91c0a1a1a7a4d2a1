-- The twin of missing-elements.rq on the flow index: see queries/parts.
-- parts: held
SELECT term.iri AS policy, asked.element, law
FROM (
  SELECT column1 AS element, column2 AS law
  FROM (VALUES
    ('controller', 'Art. 5'),
    ('contact', 'PMK 20/2016 Art. 28'),
    ('data-protection-officer', 'Art. 53'),
    ('legal-basis', 'Art. 21(1)a'),
    ('purpose', 'Art. 21(1)b'),
    ('data-categories', 'Art. 21(1)c'),
    ('retention', 'Art. 21(1)d'),
    ('rights', 'Art. 21(1)g'),
    ('recipients', 'PP 71/2019 Art. 14'),
    ('source', 'PMK 20/2016 Art. 10'),
    ('withdrawal', 'Art. 9'),
    ('complaint', 'Art. 12'),
    ('transfer', 'Art. 56'),
    ('security', 'Art. 35'),
    ('breach-notice', 'Art. 46'),
    ('change-notice', 'Art. 21(2)'),
    ('automated-decisions', 'Art. 10'),
    ('children', 'Art. 25'),
    ('effective-date', 'Art. 21(2)')
  )
) AS asked
CROSS JOIN version
JOIN term ON term.id = version.id
LEFT JOIN held ON held.version = version.id AND held.element = asked.element
WHERE held.version IS NULL
  AND (:element IS NULL OR asked.element IN (SELECT value FROM json_each(:element)))
