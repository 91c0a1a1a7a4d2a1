-- What calls for an impact assessment: data by what it triggers, and purposes.
special(id) AS (
  SELECT id FROM term WHERE iri IN (
    'https://w3id.org/dpv/pd#MedicalHealth', 'https://w3id.org/dpv/pd#Biometric',
    'https://w3id.org/dpv/pd#Genetic', 'https://w3id.org/dpv/pd#Criminal',
    'https://w3id.org/alir#ChildrenData', 'https://w3id.org/dpv/pd#Financial',
    'https://w3id.org/dpv#SensitivePersonalData'
  )
),
trigger_data(id, element) AS MATERIALIZED (
  SELECT id, 'specific data' FROM special
  UNION SELECT narrow, 'specific data' FROM covers WHERE broad IN special
  UNION SELECT id, 'monitoring' FROM term
  WHERE iri IN ('https://w3id.org/alir#CCTVFootage', 'https://w3id.org/dpv/pd#GPSCoordinate')
),
trigger_purpose(id) AS MATERIALIZED (
  SELECT id FROM term
  WHERE iri IN (
    'https://w3id.org/alir#CreditAssessment', 'https://w3id.org/alir#MachineLearningTraining'
  )
)
