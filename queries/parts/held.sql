-- Which elements of a notice each version has, by the names that missing-elements.rq gives them.
-- A transfer abroad and what is no personal data at large are told by their concepts.
concept_of(element, kind, iri) AS (
  VALUES
    ('withdrawal', 'right', 'https://w3id.org/alir#RightToWithdrawConsent'),
    ('complaint', 'right', 'https://w3id.org/alir#RightToComplain'),
    ('complaint', 'provision', 'https://w3id.org/alir#ComplaintAuthority'),
    ('data-protection-officer', 'provision', 'https://w3id.org/alir#DataProtectionContact'),
    ('transfer', 'provision', 'https://w3id.org/alir#TransferProvision'),
    ('security', 'provision', 'https://w3id.org/alir#SecurityProvision'),
    ('breach-notice', 'provision', 'https://w3id.org/alir#BreachNotice'),
    ('change-notice', 'provision', 'https://w3id.org/alir#ChangeNotice'),
    ('automated-decisions', 'provision', 'https://w3id.org/alir#AutomatedDecisionProvision'),
    ('children', 'provision', 'https://w3id.org/alir#ChildrenProvision')
),
kind_of(element, kind) AS (
  VALUES
    ('controller', 'name'),
    ('contact', 'contact'),
    ('data-protection-officer', 'officer'),
    ('retention', 'retention'),
    ('rights', 'right'),
    ('effective-date', 'valid')
),
held(version, element) AS MATERIALIZED (
  SELECT version, k.element FROM kind_of AS k JOIN element AS e ON e.kind = k.kind
  UNION SELECT e.version, c.element
  FROM concept_of AS c
  JOIN term ON term.iri = c.iri
  JOIN element AS e ON e.kind = c.kind AND e.value = term.id
  UNION SELECT version, 'purpose' FROM flow WHERE purpose != 0 AND NOT denied
  UNION SELECT version, 'recipients' FROM flow WHERE recipient != 0 AND NOT denied
  UNION SELECT version, 'data-categories' FROM flow
  WHERE NOT denied AND data NOT IN (
    SELECT 0 UNION ALL SELECT id FROM term
    WHERE iri IN ('https://w3id.org/dpv#PersonalData', 'https://w3id.org/alir#AggregateData')
  )
  UNION SELECT s.version, CASE role WHEN 'basis' THEN 'legal-basis' ELSE role END
  FROM slot AS s
  WHERE role IN ('basis', 'source') AND EXISTS (
    SELECT 1 FROM flow AS f
    WHERE f.version = s.version AND f.practice = s.practice AND NOT f.denied
  )
  UNION SELECT s.version, 'transfer'
  FROM slot AS s
  WHERE role = 'operation'
    AND value = (SELECT id FROM term WHERE iri = 'https://w3id.org/dpv#CrossBorderTransfer')
    AND EXISTS (
      SELECT 1 FROM flow AS f
      WHERE f.version = s.version AND f.practice = s.practice AND NOT f.denied
    )
)
