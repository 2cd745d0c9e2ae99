@matrix
Feature: Who reaches what, as one table

  Background:
    Given these manifests:
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
            containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        selector: { app: web }
        ports: [{ port: 80, nodePort: 30884 }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: empty }
      spec:
        selector: { app: nobody }
        ports: [{ port: 80 }]
      """
    And a client pod "client"
    And a client pod "guest" in namespace "other"

  @iptables
  Scenario: Lines are clients, columns destinations
    Then reachability is:
      |                 | web:80 | web.default:80 | empty:80 | service/web:80 | service/empty:80 | worker:30884 | worker:80 | web:81 |
      | pod client      | .      | .              | X        | .              | X                | .            | X         | ~      |
      | pod other/guest | ?      | .              | ?        | .              | X                | .            | X         | ?      |
      | host worker     | ?      | ?              | ?        | .              | X                | .            | X         | ?      |
      | outside         | ?      | ?              | ?        | -              | -                | .            | X         | ?      |

  Scenario: An empty cell says nothing
    Then reachability is:
      |            | web:80 | empty:80 |
      | pod client | .      |          |
      | outside    |        | ?        |
