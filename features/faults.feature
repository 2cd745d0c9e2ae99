@faults
Feature: Something breaks: what still arrives, and where

  Background:
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        selector: { app: web }
        ports: [{ port: 80 }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: near, labels: { app: web } }
      spec:
        nodeName: worker
        containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: far, labels: { app: web } }
      spec:
        nodeName: worker2
        containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }]
      """
    And a client pod "client" on node "worker"

  Scenario: A node that stops takes its pods along; once it starts they are back
    When node "worker2" stops
    And 1m passes
    Then service "web" has endpoints:
      | pod  | ready |
      | near | yes   |
      | far  | no    |
    And from pod "client", "service/web:80" reaches only pod "near"
    And from pod "client", "pod/far:80" times out
    When node "worker2" starts
    Then from pod "client", "service/web:80" reaches exactly:
      | pod  |
      | near |
      | far  |

  Scenario: A node that is cut off goes on with what it knew, and reaches itself alone
    Given a client pod "islander" on node "worker2"
    When node "worker2" is cut off
    And 1m passes
    Then from pod "client", "service/web:80" reaches only pod "near"
    And from pod "islander", "pod/far:80" reaches only pod "far"
    And from pod "islander", "pod/near:80" times out
    And from pod "islander", "service/web:80" reaches exactly:
      | pod  | share | result  |
      | far  | 1/2   | reached |
      | near | 1/2   | timeout |
    When node "worker2" is reconnected
    Then from pod "islander", "service/web:80" reaches exactly:
      | pod  |
      | near |
      | far  |

  Scenario: A pod that is killed gets nothing any more, and nobody takes its place who has no owner
    When pod "far" is killed
    Then service "web" has endpoints:
      | pod  | ready |
      | near | yes   |
    And from pod "client", "service/web:80" reaches only pod "near"

  Scenario: Endpoints that somebody removes are missed where nobody makes them anew
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: db }
      spec:
        ports: [{ port: 80 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: db-by-hand
        labels: { kubernetes.io/service-name: db }
      addressType: IPv4
      endpoints:
        - addresses: ["192.0.2.43"]
      ports: [{ port: 9376 }]
      """
    And an outside server "db" at "192.0.2.43:9376"
    And from pod "client", "db:80" reaches only address "192.0.2.43:9376"
    When endpointslice "db-by-hand" is deleted
    Then service "db" has no endpoints
    And from pod "client", "db:80" is refused
