@changes
Feature: A Service follows what happens to its pods and nodes

  Background:
    Given service "web" on port 80 with 2 ready pods
    And a client pod "client" on node "worker2"

  Scenario: A pod dies and another takes its place
    When pod "web-1" is deleted
    Then from pod "client", "web:80" reaches exactly:
      | pod   |
      | web-2 |
      | web-3 |

  Scenario: More pods
    When deployment "web" is scaled to 4
    Then from pod "client", connections to "web:80" follow shares:
      | pod   | share |
      | web-1 |   1/4 |
      | web-2 |   1/4 |
      | web-3 |   1/4 |
      | web-4 |   1/4 |

  Scenario: A label decides who belongs
    When pod "web-1" gets the label "app=other"
    Then from pod "client", "web:80" reaches only pods "web-2, web-3"
    And from pod "client", "pod/web-1:80" reaches only pod "web-1"

  Scenario: The selector decides it too
    Given service "blue" on port 80 with 1 ready pod
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        selector: { app: blue }
        ports: [{ port: 80 }]
      """
    Then from pod "client", "web:80" reaches only pods "blue-*"

  Scenario: Without the Service neither name nor address is left
    When service "web" is deleted
    Then from pod "client", "web:80" has no such name

  Scenario: A node whose proxy stopped goes on with what it knew
    When kube-proxy on node "worker2" stops
    And deployment "web" is scaled to 0
    Then from pod "client", "web:80" times out
    And from the host of node "worker", "service/web:80" is refused

  Scenario: The proxy starts again and knows what is true
    Given kube-proxy on node "worker2" stops
    And deployment "web" is scaled to 0
    When kube-proxy on node "worker2" starts
    Then from pod "client", "web:80" is refused

  Scenario: Without DNS servers there are addresses and no names
    When CoreDNS is scaled to 0
    Then from pod "client", "service/web:80" reaches service "web"
    And from pod "client", "web:80" has no such name

  Scenario: While pods go, connections end as before or as after
    When deployment "web" is scaled to 0
    Then from pod "client", "service/web:80" is either of:
      | result     | backends |
      | reaches    | web-*    |
      | times out  |          |
      | is refused |          |
    And from pod "client", "service/web:80" is refused

  Scenario: While readiness changes, nobody is without an answer
    When pod "web-1" becomes unready
    Then for at least 3s, from pod "client", "service/web:80" is either of:
      | result  | backends |
      | reaches | web-1    |
      | reaches | web-2    |
    And from pod "client", "service/web:80" reaches only pod "web-2"
