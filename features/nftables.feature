@nftables
Feature: nftables mode is stricter about what is nobody's

  Background:
    Given the proxy mode is "nftables"
    And this manifest:
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
        clusterIP: 10.96.0.44
        selector: { app: web }
        ports: [{ port: 80, nodePort: 30885 }]
      """
    And a client pod "client"

  Scenario: A cluster IP refuses ports that it does not have
    Then the flows are:
      | from       | to            | protocol | result     | backends |
      | pod client | 10.96.0.44:80 | TCP      | reaches    | web-*    |
      | pod client | 10.96.0.44:81 | TCP      | is refused |          |
      | pod client | 10.96.0.44:80 | UDP      | is refused |          |

  Scenario: Addresses of the Service range that nobody has are silent
    Then from pod "client", "10.96.77.77:80" times out

  Scenario: Node ports are on the node's own address, and not on loopback
    Then the flows are:
      | from        | to              | result     | backends |
      | outside     | worker:30885    | reaches    | web-*    |
      | host worker | 127.0.0.1:30885 | is refused |          |
