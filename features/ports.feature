@ports
Feature: Ports lead to ports, by number, by name, by protocol

  Background:
    Given a client pod "client"
    And these manifests:
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
            containers:
              - name: web
                image: web
                ports:
                  - { name: http, containerPort: 9376 }
                  - { name: admin, containerPort: 9377 }
                  - { name: dns, containerPort: 9053, protocol: UDP }
      """

  @iptables
  Scenario: Several ports of one Service, each with its own target
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        selector: { app: web }
        ports:
          - { name: http, port: 80, targetPort: http }
          - { name: admin, port: 8080, targetPort: 9377 }
          - { name: dns, port: 53, protocol: UDP, targetPort: dns }
      """
    Then the flows are:
      | from       | to       | protocol | result    | backends   |
      | pod client | web:80   | TCP      | reaches   | web-*:9376 |
      | pod client | web:8080 | TCP      | reaches   | web-*:9377 |
      | pod client | web:53   | UDP      | reaches   | web-*:9053 |
      | pod client | web:53   | TCP      | unhandled |            |

  Scenario: A name that no container has leads nowhere
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        selector: { app: web }
        ports: [{ port: 80, targetPort: htpp }]
      """
    Then from pod "client", "web:80" is refused
    And service "web" has no endpoints

  Scenario: A number that no container listens on is refused by the pod itself
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        selector: { app: web }
        ports: [{ port: 80, targetPort: 9376 }]
      """
    Then from pod "client", "pod/web-1:9999" is refused
    And from pod "client", "web:80" reaches only pods "web-*"

  Scenario: Pods may give one port name different numbers
    Given these manifests:
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: old, labels: { tier: front } }
      spec:
        containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: new, labels: { tier: front } }
      spec:
        containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 9090 }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: front }
      spec:
        selector: { tier: front }
        ports: [{ port: 80, targetPort: http }]
      """
    Then service "front" has endpoints:
      | pod | port |
      | old | 8080 |
      | new | 9090 |
    And from pod "client", "front:80" reaches exactly:
      | pod | port | share |
      | old | 8080 |   1/2 |
      | new | 9090 |   1/2 |
