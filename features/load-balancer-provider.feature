@load-balancer @needs-loadbalancer
Feature: A provider gives a LoadBalancer an address of its own
  Every node then takes what comes for that address, as it takes what comes for its node ports.

  Background:
    Given LoadBalancer service "web" on port 80 with 2 ready pods
    And a client pod "client"

  Scenario: Its address is reached from outside and from inside
    Then loadbalancer service "web" has an address, and is reachable there
    And the flows are:
      | from        | to                  | result  | backends | source | via    |
      | pod client  | loadbalancer/web:80 | reaches | web-*    | hidden |        |
      | host worker | loadbalancer/web:80 | reaches | web-*    |        |        |
      | outside     | loadbalancer/web:80 | reaches | web-*    | hidden | worker |

  Scenario: Without endpoints the address is refused
    When deployment "web" is scaled to 0
    Then from pod "client", "loadbalancer/web:80" is refused

  Scenario: Who is not among its source ranges is not answered
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: LoadBalancer
        loadBalancerSourceRanges: [203.0.113.0/24]
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    Then the flows are:
      | from                 | to                  | result    | backends | via    |
      | outside 203.0.113.9  | loadbalancer/web:80 | reaches   | web-*    | worker |
      | outside 198.51.100.9 | loadbalancer/web:80 | times out |          | worker |
      | pod client           | loadbalancer/web:80 | times out |          |        |
      | pod client           | service/web:80      | reaches   | web-*    |        |

  Scenario: A load balancer of another class waits for another provider
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: other }
      spec:
        type: LoadBalancer
        loadBalancerClass: example.com/other
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    Then loadbalancer service "other" has no address, and is reachable as a NodePort on every node
