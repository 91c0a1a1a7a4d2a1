-- The twin of exposure.rq on the flow index: see queries/parts.
-- parts: held
SELECT asked.element, law, COUNT(*) AS policies
FROM (
  SELECT column1 AS element, column2 AS law
  FROM (VALUES
    ('data-protection-officer', 'Art. 53'),
    ('legal-basis', 'Art. 21(1)a'),
    ('purpose', 'Art. 21(1)b'),
    ('data-categories', 'Art. 21(1)c'),
    ('retention', 'Art. 21(1)d'),
    ('rights', 'Art. 21(1)g'),
    ('transfer', 'Art. 56'),
    ('security', 'Art. 35'),
    ('breach-notice', 'Art. 46'),
    ('change-notice', 'Art. 21(2)'),
    ('children', 'Art. 25'),
    ('effective-date', 'Art. 21(2)')
  )
) AS asked
CROSS JOIN version
LEFT JOIN held ON held.version = version.id AND held.element = asked.element
WHERE held.version IS NULL
GROUP BY asked.element, law
ORDER BY policies DESC, asked.element
