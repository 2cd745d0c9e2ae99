Feature: A LoadBalancer without a provider is a NodePort
  The notes say: a LoadBalancer extends a NodePort by one public address from the provider; without
  a provider it degrades to a NodePort; requests keep arriving when a node crashes.
  True, except that it is the provider's balancer that avoids a crashed node. Nothing in the
  cluster does.

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

  # Only a provider writes status.loadBalancer; here the manifest plays the provider.
  @model-only
  Scenario: An address from a provider is one more way in
    Given the manifests in "with-address.yaml"
    And a client pod "client"
    Then the flows are:
      | from       | to              | result  | backends | source |
      | pod client | 192.0.2.61:80   | reaches | my-app-* | hidden |
      | outside    | 192.0.2.61:80   | reaches | my-app-* | hidden |
      | outside    | worker:30061    | reaches | my-app-* | hidden |
