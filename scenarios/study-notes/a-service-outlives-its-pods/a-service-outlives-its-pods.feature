Feature: A Service outlives its pods
  The notes say: a pod dies and its ReplicaSet makes another one with another IP, but clients keep
  the Service's address, which has one IP and one port for its whole life.
  True. The address goes only when the Service itself is deleted.

  Background:
    Given the manifests in "go-demo-2.yaml"
    And a client pod "client"

  Scenario: The Service's name and its address both lead to the pods
    Then the flows are:
      | from       | to                  | result  | backends                 |
      | pod client | go-demo-2-svc:28017 | reaches | go-demo-2-1, go-demo-2-2 |
      | pod client | 10.96.0.28:28017    | reaches | go-demo-2-1, go-demo-2-2 |

  Scenario: A pod dies, another one takes its place, the address stays
    When pod "go-demo-2-1" is deleted
    Then the flows are:
      | from       | to                  | result  | backends                 |
      | pod client | go-demo-2-svc:28017 | reaches | go-demo-2-2, go-demo-2-3 |
      | pod client | 10.96.0.28:28017    | reaches | go-demo-2-2, go-demo-2-3 |

  Scenario: With no pod left the address still stands, and says so at once
    When replicaset "go-demo-2" is scaled to 0
    Then the flows are:
      | from       | to                  | result     |
      | pod client | go-demo-2-svc:28017 | is refused |
      | pod client | 10.96.0.28:28017    | is refused |

  Scenario: The address ends with the Service
    When service "go-demo-2-svc" is deleted
    Then the flows are:
      | from       | to                    | result           | backends                 |
      | pod client | go-demo-2-svc:28017   | has no such name |                          |
      | pod client | 10.96.0.28:28017      | times out        |                          |
      | pod client | pod/go-demo-2-1:28017 | reaches          | go-demo-2-1              |
