@external-ips
Feature: An external IP is taken by every node, whoever owns it

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
            containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        selector: { app: web }
        externalIPs: ["198.51.100.32"]
        ports: [{ port: 80, targetPort: 8080 }]
      """
    And a client pod "client"

  Scenario: Pods and nodes are caught on their way out
    Then the flows are:
      | from        | to               | result  | backends   | source |
      | pod client  | 198.51.100.32:80 | reaches | web-*:8080 | hidden |
      | host worker | 198.51.100.32:80 | reaches | web-*:8080 |        |

  Scenario: Who sends traffic for it to a node is served too
    Then from outside via node "worker2", "198.51.100.32:80" reaches only pods "web-*"
    And the backend does not see the client's address

  Scenario: Without endpoints a pod is refused
    When deployment "web" is scaled to 0
    Then from pod "client", "198.51.100.32:80" is refused
    And from outside via node "worker", "198.51.100.32:80" is refused
