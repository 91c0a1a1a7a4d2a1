-- How each statement answers: 0 explicit, 1 definition, 2 broader, 3 denied, 4 denied in part,
-- 5 qualified (a denial with a qualifier: modality 1 is alir:Qualified). 6 is in sale.sql.
said AS (
  SELECT
    *,
    CASE WHEN NOT denied THEN yes WHEN modality = 1 THEN 5 ELSE no END AS certainty
  FROM hit
  WHERE modality != 0
)
