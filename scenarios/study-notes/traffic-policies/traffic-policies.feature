Feature: Traffic policies: any endpoint, or only those of this node
  The notes say: with externalTrafficPolicy Cluster a request goes to any endpoint, perhaps by a
  second hop; with Local only to endpoints of the node it came to, and where there are none it is
  not forwarded and hangs.
  True for clients outside. A pod or a process on the node itself counts as inside and reaches any
  endpoint through its own node's port, even under Local.

  All pods of my-service run on node worker.

  Scenario: Cluster: every node forwards, and hides the client
    Given the manifests in "external-cluster.yaml"
    Then the flows are:
      | from    | to                  | result  | backends | source |
      | outside | worker:30161        | reaches | my-app-* | hidden |
      | outside | worker2:30161       | reaches | my-app-* | hidden |
      | outside | control-plane:30161 | reaches | my-app-* | hidden |

  Scenario: Local: a node with pods shows them the client, a node without is silent
    Given the manifests in "external-local.yaml"
    Then the flows are:
      | from    | to                  | result    | backends | source |
      | outside | worker:30162        | reaches   | my-app-* | kept   |
      | outside | worker2:30162       | times out |          |        |
      | outside | control-plane:30162 | times out |          |        |

  Scenario: Local is not local for those inside
    Given the manifests in "external-local.yaml"
    And a client pod "client" on node "worker2"
    Then the flows are:
      | from         | to            | result  | backends | source |
      | pod client   | worker2:30162 | reaches | my-app-* | kept   |
      | host worker2 | worker2:30162 | reaches | my-app-* |        |
      | pod client   | my-service:80 | reaches | my-app-* | kept   |

  Scenario: Through another node's port a pod is an outsider
    Given the manifests in "external-local.yaml"
    And a client pod "client" on node "worker2"
    Then the flows are:
      | from         | to                  | result    | backends | source |
      | pod client   | control-plane:30162 | times out |          |        |
      | host worker2 | control-plane:30162 | times out |          |        |
      | pod client   | worker:30162        | reaches   | my-app-* | hidden |

  Scenario: Local with no pod anywhere refuses
    Given the manifests in "external-local.yaml"
    When deployment "my-app" is scaled to 0
    Then the flows are:
      | from    | to            | result     |
      | outside | worker:30162  | is refused |
      | outside | worker2:30162 | is refused |

  Scenario: internalTrafficPolicy Local: the cluster IP serves only clients on a node with pods
    Given the manifests in "internal-local.yaml"
    And a client pod "near" on node "worker"
    And a client pod "far" on node "worker2"
    Then the flows are:
      | from         | to                    | result    | backends |
      | pod near     | my-service:80         | reaches   | my-app-* |
      | pod far      | my-service:80         | times out |          |
      | host worker  | service/my-service:80 | reaches   | my-app-* |
      | host worker2 | service/my-service:80 | times out |          |
