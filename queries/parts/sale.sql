-- How each statement on who receives data answers; in place of certainty.sql. A statement that speaks
-- of a sale and of no other sharing denies the sale alone: 6. The other numbers are those of certainty.sql.
sale(version, practice) AS NOT MATERIALIZED (
  SELECT s.version, s.practice
  FROM slot AS s
  WHERE s.role = 'operation' AND s.value = (SELECT id FROM term WHERE iri = 'https://w3id.org/alir#Sell')
    AND NOT EXISTS (
      SELECT 1 FROM slot AS o
      WHERE o.version = s.version AND o.practice = s.practice AND o.role = 'operation'
        AND o.value = (SELECT id FROM term WHERE iri = 'https://w3id.org/dpv#Share')
    )
),
said AS (
  SELECT
    *,
    CASE
      WHEN NOT denied THEN yes
      WHEN EXISTS (SELECT 1 FROM sale WHERE sale.version = hit.version AND sale.practice = hit.practice) THEN 6
      WHEN modality = 1 THEN 5
      ELSE no
    END AS certainty
  FROM hit
  WHERE modality != 0
)
