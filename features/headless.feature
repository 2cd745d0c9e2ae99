@headless
Feature: A headless Service is the names of its pods

  Background:
    Given this manifest:
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: db }
      spec:
        serviceName: db
        replicas: 2
        selector: { matchLabels: { app: db } }
        template:
          metadata: { labels: { app: db } }
          spec:
            containers: [{ name: db, image: db, ports: [{ containerPort: 5432 }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: db }
      spec:
        clusterIP: None
        selector: { app: db }
        ports: [{ port: 80, targetPort: 5432 }]
      """
    And a client pod "client"

  Scenario: The name stands for the pods, and only their own port answers
    Then service "db" has no cluster IP
    And from pod "client", "db" resolves to:
      | pod  |
      | db-0 |
      | db-1 |
    And from pod "client", "db:5432" reaches only pods "db-*"
    And the backend sees the client's address
    And from pod "client", "db:80" is refused

  Scenario: A pod that is not ready leaves the name
    When pod "db-0" becomes unready
    Then from pod "client", "db:5432" reaches only pod "db-1"

  Scenario: Without a ready pod there is no such name
    When statefulset "db" is scaled to 0
    Then from pod "client", "db:5432" has no such name
    And from pod "client", "db" has no such name
