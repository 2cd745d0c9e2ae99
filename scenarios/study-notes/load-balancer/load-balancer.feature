Feature: A LoadBalancer without a provider is a NodePort
  The notes say: a LoadBalancer extends a NodePort by one public address from the provider; without
  a provider it degrades to a NodePort; the balancer spreads traffic, and requests keep arriving
  when a node crashes.
  True. But it is the provider's balancer that avoids a crashed node: nothing in the cluster does.

  Scenario: Nobody gives it an address
    Given the manifests in "my-service.yaml"
    Then loadbalancer service "my-service" has no address, and is reachable as a NodePort on every node

  Scenario: Its cluster IP and its node port work all the same
    Given the manifests in "my-service.yaml"
    And a client pod "client"
    Then the flows are:
      | from        | to                  | result  | backends | source |
      | pod client  | my-service:80       | reaches | my-app-* | kept   |
      | host worker | worker:30061        | reaches | my-app-* |        |
      | outside     | control-plane:30061 | reaches | my-app-* | hidden |
      | outside     | worker2:30061       | reaches | my-app-* | hidden |

  Scenario: An address from a provider is one more way in, and pods take it without leaving the cluster
    Given the manifests in "with-address.yaml"
    And a client pod "client"
    Then the flows are:
      | from        | to            | result  | backends | source |
      | pod client  | 192.0.2.61:80 | reaches | my-app-* | hidden |
      | host worker | 192.0.2.61:80 | reaches | my-app-* |        |
      | outside     | 192.0.2.61:80 | reaches | my-app-* | hidden |
      | outside     | worker:30061  | reaches | my-app-* | hidden |

  # No real cluster can be held between a crash and the moment it is noticed.
  @model-only
  Scenario: A node crashes: until somebody notices, the other nodes still send it its share
    Given the manifests in "my-service.yaml"
    When node "worker2" stops
    Then from outside, "worker:30061" reaches exactly:
      | backend  | node    | share | result    |
      | my-app-* | worker  | 1/2   | reaches   |
      | my-app-* | worker2 | 1/2   | times out |

  # A real cluster takes its own time to notice.
  @model-only
  Scenario: Noticed after a minute: every node serves again, but the crashed one
    Given the manifests in "my-service.yaml"
    And node "worker2" stops
    When 1m pass
    Then the flows are:
      | from    | to                  | result    | backends                |
      | outside | worker:30061        | reaches   | my-app-* on node worker |
      | outside | control-plane:30061 | reaches   | my-app-* on node worker |
      | outside | worker2:30061       | times out |                         |
