Feature: A ClusterIP is an address for the inside
  The notes say: a Service without a type gets an address that works inside the cluster and not
  outside; the address may be chosen, from the range that the API server was given.
  True. "Inside" means pods and nodes; the name is for pods only.

  Background:
    Given the manifests in "my-service.yaml"
    And a client pod "client"

  Scenario: Inside, every pod and every node reaches it
    Then the flows are:
      | from               | to            | result  | backends | source |
      | pod client         | my-service:80 | reaches | my-app-* | kept   |
      | pod client         | 10.96.0.80:80 | reaches | my-app-* | kept   |
      | host worker        | 10.96.0.80:80 | reaches | my-app-* |        |
      | host control-plane | 10.96.0.80:80 | reaches | my-app-* |        |

  Scenario: The name is known to pods, not to nodes
    Then the flows are:
      | from        | to                                           | result           |
      | host worker | my-service:80                                | has no such name |
      | host worker | my-service.default.svc.cluster.local:80      | has no such name |
      | pod client  | my-service.no-such-namespace:80              | has no such name |

  Scenario: Outside, nobody knows the way
    Then the flows are:
      | from    | to            | result           |
      | outside | 10.96.0.80:80 | times out        |
      | outside | my-service:80 | has no such name |

  @iptables
  Scenario: The Service listens on its port, the pods on the targetPort
    Then the flows are:
      | from       | to                | result     | backends |
      | pod client | my-service:9376   | times out  |          |
      | pod client | pod/my-app-1:9376 | reaches    | my-app-1 |
      | pod client | pod/my-app-1:80   | is refused |          |

  Scenario: A chosen address must lie in the range
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: far-off
      spec:
        clusterIP: 10.97.0.1
        ports:
          - port: 80
      """
    Then the manifest is rejected at "spec.clusterIPs" with "does not match the current range"

  Scenario: A chosen address must be free
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: second
      spec:
        clusterIP: 10.96.0.80
        ports:
          - port: 80
      """
    Then the manifest is rejected at "spec.clusterIPs" with "already allocated"
