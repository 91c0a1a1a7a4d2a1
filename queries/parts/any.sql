-- Every statement about data, whatever it is; see about.sql.
about AS NOT MATERIALIZED (
  SELECT *, 0 AS yes, 3 AS no FROM flow WHERE data != 0
)
