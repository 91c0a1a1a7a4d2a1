-- The statements that speak of a sale and of no other sharing: what denies them denies the sale alone.
-- A twin on who receives data gives such a denial the certainty 6 (certainty.sql).
sale(version, practice) AS NOT MATERIALIZED (
  SELECT s.version, s.practice
  FROM slot AS s
  WHERE s.role = 'operation' AND s.value = (SELECT id FROM term WHERE iri = 'https://w3id.org/alir#Sell')
    AND NOT EXISTS (
      SELECT 1 FROM slot AS o
      WHERE o.version = s.version AND o.practice = s.practice AND o.role = 'operation'
        AND o.value = (SELECT id FROM term WHERE iri = 'https://w3id.org/dpv#Share')
    )
)
