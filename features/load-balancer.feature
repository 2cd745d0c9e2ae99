@load-balancer
Feature: A LoadBalancer is a NodePort with one more address
  The address comes from a provider. Where there is none it stays pending.

  Background:
    Given a client pod "client"

  Scenario: Nobody gives it an address
    Given LoadBalancer service "web" on port 80 with 2 ready pods
    Then loadbalancer service "web" has no address, and is reachable as a NodePort on every node
    And from pod "client", "web:80" reaches service "web"

  Scenario: Without node ports and without an address only the cluster IP is left
    Given service "plain" on port 80 with 1 ready pod
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: LoadBalancer
        allocateLoadBalancerNodePorts: false
        selector: { app: plain }
        ports: [{ port: 80 }]
      """
    Then from pod "client", "web:80" reaches only pods "plain-*"
  # Only a provider writes the status of a LoadBalancer; here the manifest plays the provider.

  @model-only
  Scenario: With an address every node takes it
    Given service "plain" on port 80 with 2 ready pods
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: LoadBalancer
        selector: { app: plain }
        ports: [{ port: 80 }]
      status:
        loadBalancer:
          ingress: [{ ip: 198.51.100.61 }]
      """
    Then the flows are:
      | from       | to               | result    | backends | source | via    |
      | pod client | 198.51.100.61:80 | reaches   | plain-*  | hidden |        |
      | outside    | 198.51.100.61:80 | reaches   | plain-*  | hidden | worker |
      | outside    | 198.51.100.61:81 | unhandled |          |        | worker |
