# kube-proxy has no such mode since 1.26, and kind makes no cluster with it.
@userspace @model-only
Feature: userspace mode opens connections of its own

  Background:
    Given the proxy mode is "userspace"
    And Kubernetes 1.25
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
        clusterIP: 10.96.0.46
        externalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, nodePort: 30888 }]
      """
    And a client pod "client" on node "worker"

  Scenario: Backends see the node, and policies mean nothing
    Then the flows are:
      | from        | to                  | result  | backends | source             |
      | pod client  | web:80              | reaches | web-*    | node worker        |
      | outside     | control-plane:30888 | reaches | web-*    | node control-plane |
      | host worker | 127.0.0.1:30888     | reaches | web-*    | node worker        |

  Scenario: A dead pod is not noticed: the next one is dialled
    When node "worker2" stops
    Then from pod "client", "web:80" reaches only pods "web-*" on node "worker"

  Scenario: Without endpoints a connection is accepted and closed
    When deployment "web" is scaled to 0
    Then from pod "client", "web:80" is refused

  Scenario: A port that the Service does not have is nobody's business
    Then from pod "client", "10.96.0.46:81" is unhandled
