@endpoints
Feature: Only endpoints that are ready get new connections

  Background:
    Given service "web" on port 80 with 2 ready pods
    And a client pod "client"

  Scenario: A pod that is not ready gets nothing through the Service, and still answers itself
    When pod "web-1" becomes unready
    Then service "web" has endpoints:
      | pod   | port | ready | serving | terminating |
      | web-1 |   80 | no    | no      | no          |
      | web-2 |   80 | yes   | yes     | no          |
    And from pod "client", "web:80" reaches only pod "web-2"
    And from pod "client", "pod/web-1:80" reaches only pod "web-1"

  Scenario: Ready again, it is back
    Given pod "web-1" becomes unready
    When pod "web-1" becomes ready
    Then from pod "client", "web:80" reaches exactly:
      | pod   |
      | web-1 |
      | web-2 |

  Scenario: Nobody ready: the Service refuses
    Given pod "web-1" becomes unready
    When pod "web-2" becomes unready
    Then from pod "client", "web:80" is refused

  Scenario: A pod that goes gets nothing as long as another is ready
    When pod "web-1" becomes terminating
    Then from pod "client", "web:80" reaches only pods "web-2, web-3"

  Scenario: Only pods that go are left: they serve to the end (KEP-1669)
    Given deployment "web" is scaled to 1
    When pod "web-1" becomes unready
    Then from pod "client", "web:80" is refused

  Scenario: publishNotReadyAddresses counts everybody as ready
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: eager }
      spec:
        publishNotReadyAddresses: true
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    When pod "web-1" becomes unready
    Then service "eager" has endpoints:
      | pod   | port | ready | serving |
      | web-1 |   80 | yes   | no      |
      | web-2 |   80 | yes   | yes     |
    And from pod "client", "eager:80" reaches exactly:
      | pod   |
      | web-1 |
      | web-2 |

  Scenario: No pods, no endpoints
    When deployment "web" is scaled to 0
    Then service "web" has no endpoints
    And from pod "client", "web:80" is refused
