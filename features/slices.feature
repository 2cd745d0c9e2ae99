@slices
Feature: Proxies follow EndpointSlices, whoever wrote them

  Background:
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: db }
      spec:
        ports: [{ name: sql, port: 80 }]
      """
    And a client pod "client"
    And an outside server "first" at "192.0.2.11:80"
    And an outside server "second" at "192.0.2.12:80"

  Scenario: Slices of one Service add up, and an endpoint counts once
    When this manifest is applied:
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: db-1, labels: { kubernetes.io/service-name: db } }
      addressType: IPv4
      ports: [{ name: sql, port: 80 }]
      endpoints: [{ addresses: [192.0.2.11] }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: db-2, labels: { kubernetes.io/service-name: db } }
      addressType: IPv4
      ports: [{ name: sql, port: 80 }]
      endpoints: [{ addresses: [192.0.2.11] }, { addresses: [192.0.2.12] }]
      """
    Then from pod "client", "db:80" reaches exactly:
      | ip         | port | share |
      | 192.0.2.11 |   80 | 1/2   |
      | 192.0.2.12 |   80 | 1/2   |

  Scenario: A condition that is false counts, and only the first address of an endpoint does
    When this manifest is applied:
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: db-1, labels: { kubernetes.io/service-name: db } }
      addressType: IPv4
      ports: [{ name: sql, port: 80 }]
      endpoints:
        - { addresses: [192.0.2.11, 192.0.2.12] }
        - { addresses: [192.0.2.13], conditions: { ready: false } }
      """
    Then from pod "client", "db:80" reaches only address "192.0.2.11:80"

  Scenario: A slice belongs to a Service by its label, and to its port by name and protocol
    When this manifest is applied:
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: db-1, labels: { kubernetes.io/service-name: other } }
      addressType: IPv4
      ports: [{ name: sql, port: 80 }]
      endpoints: [{ addresses: [192.0.2.11] }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: db-2, labels: { kubernetes.io/service-name: db } }
      addressType: IPv4
      ports: [{ name: sql, port: 80, protocol: UDP }, { name: web, port: 80 }]
      endpoints: [{ addresses: [192.0.2.12] }]
      """
    Then from pod "client", "db:80" is refused

  Scenario: Endpoints are mirrored into slices, unless a label says no
    Given this manifest:
      """
      apiVersion: v1
      kind: Endpoints
      metadata: { name: db }
      subsets:
        - addresses: [{ ip: 192.0.2.11 }]
          notReadyAddresses: [{ ip: 192.0.2.12 }]
          ports: [{ name: sql, port: 80 }]
      """
    Then from pod "client", "db:80" reaches only address "192.0.2.11:80"
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Endpoints
      metadata: { name: db, labels: { endpointslice.kubernetes.io/skip-mirror: "true" } }
      subsets:
        - addresses: [{ ip: 192.0.2.11 }]
          ports: [{ name: sql, port: 80 }]
      """
    Then from pod "client", "db:80" is refused

  Scenario: A named target port leaves out the pods that do not have it, a sidecar may have it
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: plain, labels: { app: web } }
      spec:
        containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: nameless, labels: { app: web } }
      spec:
        containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: sidecar, labels: { app: web } }
      spec:
        initContainers: [{ name: proxy, image: proxy, restartPolicy: Always, ports: [{ name: http, containerPort: 9090 }] }]
        containers: [{ name: web, image: web }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    Then from pod "client", "web:80" reaches exactly:
      | pod     | port |
      | plain   | 8080 |
      | sidecar | 9090 |

  # In mode nftables what is for a Service address that no Service has is dropped.
  @iptables
  Scenario Outline: kube-proxy leaves a Service alone that has the label <label>
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: foreign, labels: { <label>: mine } }
      spec:
        ports: [{ name: sql, port: 80 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: foreign-1, labels: { kubernetes.io/service-name: foreign } }
      addressType: IPv4
      ports: [{ name: sql, port: 80 }]
      endpoints: [{ addresses: [192.0.2.11] }]
      """
    Then from pod "client", "foreign:80" is unhandled

    Examples:
      | label                                    |
      | service.kubernetes.io/service-proxy-name |
      | service.kubernetes.io/headless           |
