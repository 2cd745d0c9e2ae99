@no-selector
Feature: A Service without a selector leads where somebody says

  Background:
    Given this manifest:
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: legacy }
      spec:
        containers: [{ name: legacy, image: legacy, ports: [{ containerPort: 9376 }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: db }
      spec:
        ports: [{ port: 80, targetPort: 1234 }]
      """
    And a client pod "client"
    And an outside server "old-db" at "192.0.2.42:9376"

  Scenario: Nobody has said anything yet
    Then service "db" has no endpoints
    And from pod "client", "db:80" is refused

  Scenario: Endpoints by hand, outside the cluster; their port counts, not the targetPort
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Endpoints
      metadata: { name: db }
      subsets:
        - addresses: [{ ip: 192.0.2.42 }]
          ports: [{ port: 9376 }]
      """
    Then from pod "client", "db:80" reaches exactly:
      | ip         | port |
      | 192.0.2.42 | 9376 |

  Scenario: An EndpointSlice by hand; conditions that it leaves out mean ready
    When this manifest is applied:
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: db-by-hand
        labels: { kubernetes.io/service-name: db }
      addressType: IPv4
      endpoints:
        - addresses: ["192.0.2.42"]
      ports: [{ port: 9376 }]
      """
    Then service "db" has endpoints:
      | ip         | port | ready | serving | terminating |
      | 192.0.2.42 | 9376 | yes   | yes     | no          |
    And from pod "client", "db:80" reaches only address "192.0.2.42:9376"

  Scenario: A slice whose port has another name is not the Service's
    When this manifest is applied:
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: db-by-hand
        labels: { kubernetes.io/service-name: db }
      addressType: IPv4
      endpoints:
        - addresses: ["192.0.2.42"]
      ports: [{ name: sql, port: 9376 }]
      """
    Then from pod "client", "db:80" is refused
