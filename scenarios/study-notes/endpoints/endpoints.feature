Feature: Endpoints stand between the Service and its pods
  The notes say: endpoints are no property of the Service but a resource of their own, a list of
  ip:port that the endpoints controller writes from the selector, and that kube-proxy watches.
  True of the list. kube-proxy has read EndpointSlices instead since 1.19, and Endpoints is
  deprecated since 1.33.

  Background:
    Given the manifests in "my-service.yaml"
    And a client pod "client"

  Scenario: One endpoint for each pod that the selector matches
    Then service "my-service" has endpoints:
      | pod      | port | ready |
      | my-app-1 | 9376 | yes   |
      | my-app-2 | 9376 | yes   |

  Scenario: A pod that is not ready stays on the list, but gets nothing
    When pod "my-app-1" becomes unready
    Then service "my-service" has endpoints:
      | pod      | port | ready |
      | my-app-1 | 9376 | no    |
      | my-app-2 | 9376 | yes   |

  Scenario: More pods, more endpoints
    When deployment "my-app" is scaled to 3
    Then service "my-service" has endpoints:
      | pod      | port | ready |
      | my-app-1 | 9376 | yes   |
      | my-app-2 | 9376 | yes   |
      | my-app-3 | 9376 | yes   |

  Scenario: A pod that loses the label leaves the list, and lives on
    When pod "my-app-1" gets the label "app=other"
    Then the flows are:
      | from       | to                | result  | backends           |
      | pod client | my-service:80     | reaches | my-app-2, my-app-3 |
      | pod client | pod/my-app-1:9376 | reaches | my-app-1           |

  Scenario: A foreign pod with the label joins the list
    Given a client pod "stranger"
    When pod "stranger" gets the label "app=MyApp"
    Then service "my-service" has endpoints:
      | pod      | port | ready |
      | my-app-1 | 9376 | yes   |
      | my-app-2 | 9376 | yes   |
      | stranger | 9376 | yes   |

  Scenario: Nobody matches: the Service is there, its list is empty
    When deployment "my-app" is scaled to 0
    Then from pod "client", "my-service:80" is refused
