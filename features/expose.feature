@expose
Feature: kubectl expose makes a Service of what there is

  Background:
    Given a client pod "client"
    And this manifest:
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, labels: { team: shop } }
      spec:
        replicas: 2
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }]
      """

  Scenario: Port and selector are those of the workload
    When deployment "web" is exposed
    Then from pod "client", "web:8080" reaches only pods "web-*"

  Scenario: The usual form names both ports
    When deployment "web" is exposed with:
      | port        |   80 |
      | target-port | 8080 |
    Then from pod "client", "web:80" reaches only pods "web-*:8080"

  Scenario: A port alone is the target too, and there nobody listens
    When deployment "web" is exposed with:
      | name | front |
      | port |    80 |
    Then service "front" has endpoints:
      | pod   | port | ready |
      | web-1 |   80 | yes   |
      | web-2 |   80 | yes   |

  Scenario: A pod is exposed with all its labels
    When pod "web-1" is exposed with:
      | name | first |
    Then service "first" has endpoints:
      | pod   | port |
      | web-1 | 8080 |
      | web-2 | 8080 |

  Scenario: A Service that is exposed loses its targetPorts
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
      """
    When service "web" is exposed with:
      | name | copy |
    Then service "copy" has endpoints:
      | pod   | port |
      | web-1 |   80 |
      | web-2 |   80 |

  Scenario: What has no pods of its own can't be exposed
    When node "worker" is exposed
    Then the command is rejected with "cannot expose a Node"

  Scenario: A Service of that name is there already
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { ports: [{ port: 80 }] }
      """
    When deployment "web" is exposed
    Then the command is rejected with "already exists"
