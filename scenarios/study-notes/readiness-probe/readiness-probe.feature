Feature: A readiness probe opens and closes the way to a pod
  The notes say: with the readiness probe `ls /var/ready` a pod gets traffic only while that file
  exists; creating it and removing it turns the endpoint on and off.
  True of traffic through the Service. The pod is not restarted meanwhile, and its own address
  answers all the time.

  "Ready" and "unready" below are that file: there, and gone.

  Background:
    Given the manifests in "my-service.yaml"
    And a client pod "client"

  Scenario: No pod has the file when it starts: the endpoints are listed, and not ready
    Then service "my-service" has endpoints:
      | pod      | port | ready |
      | my-app-1 | 9376 | no    |
      | my-app-2 | 9376 | no    |

  Scenario: Until then the Service refuses, and the pods answer
    Then the flows are:
      | from       | to                | result     | backends |
      | pod client | my-service:80     | is refused |          |
      | pod client | pod/my-app-1:9376 | reaches    | my-app-1 |
      | pod client | pod/my-app-2:9376 | reaches    | my-app-2 |

  Scenario: The file is made in one pod, which gets all the traffic
    When pod "my-app-1" becomes ready
    Then from pod "client", "my-service:80" reaches only pod "my-app-1"

  Scenario: The file is made in the other pod too
    Given pod "my-app-1" becomes ready
    When pod "my-app-2" becomes ready
    Then from pod "client", "my-service:80" reaches exactly:
      | pod      |
      | my-app-1 |
      | my-app-2 |

  Scenario: The file is removed, and the Service sends nothing more
    Given pod "my-app-1" becomes ready
    And pod "my-app-2" becomes ready
    When pod "my-app-1" becomes unready
    Then the flows are:
      | from       | to                | result  | backends |
      | pod client | my-service:80     | reaches | my-app-2 |
      | pod client | pod/my-app-1:9376 | reaches | my-app-1 |
