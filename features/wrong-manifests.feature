@wrong-manifests
Feature: A wrong manifest is refused where it is wrong
  The same words come from the model and from an API server.

  Scenario Outline: <wrong>
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: <spec>
      """
    Then the manifest is rejected at "<field>" with "<text>"

    Examples:
      | wrong                          | spec                                                                   | field                      | text                        |
      | no ports                       | { selector: { app: web } }                                             | spec.ports                 | Required value              |
      | two ports, no names            | { ports: [{ port: 80 }, { port: 443 }] }                               | spec.ports[0].name         | Required value              |
      | port 70000                     | { ports: [{ port: 70000 }] }                                           | spec.ports[0].port         | must be between 1 and       |
      | a node port on a ClusterIP     | { ports: [{ port: 80, nodePort: 30080 }] }                             | spec.ports[0].nodePort     | may not be used when        |
      | a node port out of range       | { type: NodePort, ports: [{ port: 80, nodePort: 80 }] }                | spec.ports[0].nodePort     |                 30000-32767 |
      | a cluster IP out of range      | { clusterIP: 192.0.2.1, ports: [{ port: 80 }] }                        | spec.clusterIPs            | not match the current range |
      | no such protocol               | { ports: [{ port: 80, protocol: HTTP }] }                              | spec.ports[0].protocol     | Unsupported value           |
      | one name twice                 | { ports: [{ name: a, port: 80 }, { name: a, port: 81 }] }              | spec.ports[1].name         | Duplicate value             |
      | an ExternalName without a name | { type: ExternalName }                                                 | spec.externalName          | Required value              |
      | no such policy                 | { type: NodePort, externalTrafficPolicy: Near, ports: [{ port: 80 }] } | spec.externalTrafficPolicy | Unsupported value           |

  Scenario: An address that somebody has
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: first }
      spec: { clusterIP: 10.96.0.77, ports: [{ port: 80 }] }
      """
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: second }
      spec: { clusterIP: 10.96.0.77, ports: [{ port: 80 }] }
      """
    Then the manifest is rejected at "spec.clusterIPs" with "already allocated"

  Scenario: A cluster IP is for life
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { clusterIP: 10.96.0.78, ports: [{ port: 80 }] }
      """
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { clusterIP: 10.96.0.79, ports: [{ port: 80 }] }
      """
    Then the manifest is rejected at "spec.clusterIPs[0]" with "may not change once set"
