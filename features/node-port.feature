@node-port
Feature: A node port is open on every node
  Port, targetPort and nodePort are three numbers for three places.

  Background:
    Given this manifest:
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 2
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        selector: { app: web }
        ports: [{ port: 80, targetPort: 8080, nodePort: 30880 }]
      """
    And a client pod "client" on node "worker"

  Scenario: Each node serves it, with or without a pod, and hides who asks
    Then the flows are:
      | from               | to                  | result  | backends   | source |
      | outside            | worker:30880        | reaches | web-*:8080 | hidden |
      | outside            | worker2:30880       | reaches | web-*:8080 | hidden |
      | outside            | control-plane:30880 | reaches | web-*:8080 | hidden |
      | pod client         | worker:30880        | reaches | web-*:8080 | hidden |
      | pod client         | worker2:30880       | reaches | web-*:8080 | hidden |
      | host control-plane | worker2:30880       | reaches | web-*:8080 |        |

  @iptables
  Scenario: Each number is of use in its own place only
    Then the flows are:
      | from       | to              | result     | backends |
      | pod client | web:80          | reaches    | web-*    |
      | pod client | web:8080        | unhandled  |          |
      | pod client | web:30880       | unhandled  |          |
      | pod client | pod/web-1:8080  | reaches    | web-1    |
      | pod client | pod/web-1:80    | is refused |          |
      | pod client | pod/web-1:30880 | is refused |          |
      | outside    | worker:80       | is refused |          |
      | outside    | worker:8080     | is refused |          |

  Scenario: The number that the cluster chose is as good as one that was written
    Given NodePort service "shop" on port 80 with 1 ready pod
    Then from outside, "nodeport/worker2/shop:80" reaches service "shop"

  Scenario: Turned into a ClusterIP it is closed at once
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: ClusterIP
        selector: { app: web }
        ports: [{ port: 80, targetPort: 8080 }]
      """
    Then from outside, "worker:30880" is refused
    And from pod "client", "web:80" reaches only pods "web-*"
