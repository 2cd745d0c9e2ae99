Feature: A readiness probe opens and closes the way to a pod
  The notes say: with the readiness probe `ls /var/ready` a pod gets traffic only while that file
  exists; creating it and removing it turns the endpoint on and off.
  True of traffic through the Service. The pod is not restarted, and its own address still answers.

  Background:
    Given the manifests in "my-service.yaml"
    And a client pod "client"

  Scenario: While the file exists, both pods are endpoints
    Then service "my-service" has endpoints:
      | pod      | port | ready |
      | my-app-1 | 9376 | yes   |
      | my-app-2 | 9376 | yes   |

  Scenario: The file goes, and the Service sends nothing more
    When pod "my-app-1" becomes unready
    Then the flows are:
      | from       | to                | result  | backends |
      | pod client | my-service:80     | reaches | my-app-2 |
      | pod client | pod/my-app-1:9376 | reaches | my-app-1 |

  Scenario: The file comes back, and so does the traffic
    Given pod "my-app-1" becomes unready
    When pod "my-app-1" becomes ready
    Then the flows are:
      | from       | to            | result  | backends           |
      | pod client | my-service:80 | reaches | my-app-1, my-app-2 |

  Scenario: No file anywhere, and the Service refuses
    Given pod "my-app-1" becomes unready
    When pod "my-app-2" becomes unready
    Then from pod "client", "my-service:80" is refused
