Feature: A headless Service has no cluster IP
  The notes say: a Service with clusterIP None has no cluster IP.
  True, so its name stands for the pods themselves, its port means nothing, and without a ready pod
  the name is gone too.

  Background:
    Given the manifests in "my-service.yaml"
    And a client pod "client"

  Scenario: The name is the pods
    Then the flows are:
      | from       | to              | result     | backends           | source |
      | pod client | my-service:9376 | reaches    | my-app-1, my-app-2 | kept   |
      | pod client | my-service:80   | is refused |                    |        |

  Scenario: A pod that is not ready is not in the name
    When pod "my-app-1" becomes unready
    Then from pod "client", "my-service:9376" reaches only pods "my-app-2"

  Scenario: With no pod left there is no such name
    When deployment "my-app" is scaled to 0
    Then from pod "client", "my-service:9376" has no such name
