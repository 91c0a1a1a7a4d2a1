-- Where policies are named (:policy): the tables as those policies alone would fill them.
chosen(id) AS MATERIALIZED (
  SELECT id FROM term WHERE iri IN (SELECT value FROM json_each(:policy))
),
flow AS (SELECT * FROM main.flow WHERE version IN chosen),
slot AS (SELECT * FROM main.slot WHERE version IN chosen),
element AS (SELECT * FROM main.element WHERE version IN chosen),
version AS (SELECT * FROM main.version WHERE id IN chosen)
