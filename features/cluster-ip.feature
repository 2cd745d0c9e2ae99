@cluster-ip
Feature: A cluster IP is reached from inside the cluster
  Every node's proxy translates the address, so it needs no host behind it.

  Background:
    Given service "web" on port 80 with 3 ready pods
    And a client pod "client" on node "worker2"

  Scenario: Pods and nodes reach it, each pod with the same share
    Then from pod "client", "web:80" reaches service "web"
    And from pod "client", "http://web/" reaches only pods "web-*"
    And from the host of node "worker", "service/web:80" reaches service "web"
    And from pod "client", "web:80" reaches exactly:
      | pod   | port | share |
      | web-1 |   80 |   1/3 |
      | web-2 |   80 |   1/3 |
      | web-3 |   80 |   1/3 |

  Scenario: A pod keeps its address, a node is seen by one of its own
    Then from pod "client", "web:80" reaches service "web"
    And the backend sees the client's address
    And from the host of node "worker", "service/web:80" reaches service "web"
    And the backend sees an address of node "worker"

  Scenario: An address that the manifest chooses is the one that works
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: chosen }
      spec:
        clusterIP: 10.96.0.123
        selector: { app: web }
        ports: [{ port: 8000, targetPort: 80 }]
      """
    Then service "chosen" has the cluster IP "10.96.0.123"
    And from pod "client", "10.96.0.123:8000" reaches only pods "web-*"

  @iptables
  Scenario: A port that the Service does not have is nobody's
    Then from pod "client", "web:81" is unhandled
    And from pod "client", "web:80" over UDP is unhandled

  Scenario: From outside there is no way to it
    Then from outside, "service/web:80" times out
    And from outside, "web:80" has no such name
