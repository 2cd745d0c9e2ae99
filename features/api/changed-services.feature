@api
Feature: A Service that is applied again is changed where it may change
  What was allocated stays where it is left out, what a new type can't hold goes, and the rest is refused.

  Scenario Outline: It may not have <wrong>
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: <before>
      """
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: <after>
      """
    Then the manifest is rejected at "<field>" with "<text>"

    Examples:
      | wrong                                   | before                                                                          | after                                                                                                   | field                      | text                          |
      | another cluster IP                      | { clusterIP: 10.96.0.94, ports: [{ port: 80 }] }                                | { clusterIP: 10.96.0.95, ports: [{ port: 80 }] }                                                        | spec.clusterIPs[0]         | may not change once set       |
      | headless at last                        | { ports: [{ port: 80 }] }                                                       | { clusterIP: None, ports: [{ port: 80 }] }                                                              | spec.clusterIPs[0]         | may not change once set       |
      | an address at last                      | { clusterIP: None, selector: { app: web }, ports: [{ port: 80 }] }              | { clusterIP: 10.96.0.94, selector: { app: web }, ports: [{ port: 80 }] }                                | spec.clusterIPs[0]         | may not change once set       |
      | another family                          | { ports: [{ port: 80 }] }                                                       | { ipFamilies: [IPv6], ports: [{ port: 80 }] }                                                           | spec.clusterIPs[0]         | expected an IPv6 value        |
      | two stacks where there is one           | { ports: [{ port: 80 }] }                                                       | { ipFamilyPolicy: RequireDualStack, ports: [{ port: 80 }] }                                             | spec.ipFamilyPolicy        | not configured for dual-stack |
      | another class                           | { type: LoadBalancer, loadBalancerClass: example.com/a, ports: [{ port: 80 }] } | { type: LoadBalancer, loadBalancerClass: example.com/b, ports: [{ port: 80 }] }                         | spec.loadBalancerClass     | may not change once set       |
      | no class any more                       | { type: LoadBalancer, loadBalancerClass: example.com/a, ports: [{ port: 80 }] } | { type: LoadBalancer, ports: [{ port: 80 }] }                                                           | spec.loadBalancerClass     | may not change once set       |
      | another health port                     | { type: LoadBalancer, externalTrafficPolicy: Local, ports: [{ port: 80 }] }     | { type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30097, ports: [{ port: 80 }] } | spec.healthCheckNodePort   | field is immutable            |
      | a new node port on the way to ClusterIP | { type: NodePort, ports: [{ port: 80 }] }                                       | { type: ClusterIP, ports: [{ port: 80, nodePort: 30098 }] }                                             | spec.ports[0].nodePort     | may not be used when          |
      | a new policy on the way to ClusterIP    | { type: NodePort, ports: [{ port: 80 }] }                                       | { type: ClusterIP, externalTrafficPolicy: Local, ports: [{ port: 80 }] }                                | spec.externalTrafficPolicy | externally-accessible         |
      | no ports after ExternalName             | { type: ExternalName, externalName: db.example.com }                            | { type: ClusterIP }                                                                                     | spec.ports                 | Required value                |

  Scenario Outline: From <change>
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: <before>
      """
    And the manifests are applied
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: <after>
      """
    Then service "web" is stored with:
      | spec.clusterIP                     | <address>  |
      | spec.ports[0].nodePort             | <node>     |
      | spec.externalTrafficPolicy         | <policy>   |
      | spec.allocateLoadBalancerNodePorts | <allocate> |
      | spec.healthCheckNodePort           | <health>   |
      | spec.loadBalancerClass             |            |

    Examples:
      | change                    | before                                                                          | after                                                                         | address         | node           | policy  | allocate | health         |
      | ClusterIP to NodePort     | { ports: [{ port: 80 }] }                                                       | { type: NodePort, ports: [{ port: 80 }] }                                     | in 10.96.0.0/16 | in 30000-32767 | Cluster |          |                |
      | NodePort to ClusterIP     | { type: NodePort, ports: [{ port: 80 }] }                                       | { type: ClusterIP, ports: [{ port: 80 }] }                                    | in 10.96.0.0/16 |                |         |          |                |
      | the same, for externalIPs | { type: NodePort, ports: [{ port: 80 }] }                                       | { type: ClusterIP, externalIPs: [203.0.113.9], ports: [{ port: 80 }] }        | in 10.96.0.0/16 |                | Cluster |          |                |
      | NodePort to LoadBalancer  | { type: NodePort, ports: [{ port: 80 }] }                                       | { type: LoadBalancer, ports: [{ port: 80 }] }                                 | in 10.96.0.0/16 | in 30000-32767 | Cluster | true     |                |
      | LoadBalancer to NodePort  | { type: LoadBalancer, loadBalancerClass: example.com/a, ports: [{ port: 80 }] } | { type: NodePort, ports: [{ port: 80 }] }                                     | in 10.96.0.0/16 | in 30000-32767 | Cluster |          |                |
      | LoadBalancer to ClusterIP | { type: LoadBalancer, externalTrafficPolicy: Local, ports: [{ port: 80 }] }     | { type: ClusterIP, ports: [{ port: 80 }] }                                    | in 10.96.0.0/16 |                |         |          |                |
      | any type to ExternalName  | { type: NodePort, ports: [{ port: 80 }] }                                       | { type: ExternalName, externalName: db.example.com }                          |                 |                |         |          |                |
      | ExternalName to NodePort  | { type: ExternalName, externalName: db.example.com }                            | { type: NodePort, ports: [{ port: 80 }] }                                     | in 10.96.0.0/16 | in 30000-32767 | Cluster |          |                |
      | policy Cluster to Local   | { type: LoadBalancer, ports: [{ port: 80 }] }                                   | { type: LoadBalancer, externalTrafficPolicy: Local, ports: [{ port: 80 }] }   | in 10.96.0.0/16 | in 30000-32767 | Local   | true     | in 30000-32767 |
      | policy Local to Cluster   | { type: LoadBalancer, externalTrafficPolicy: Local, ports: [{ port: 80 }] }     | { type: LoadBalancer, externalTrafficPolicy: Cluster, ports: [{ port: 80 }] } | in 10.96.0.0/16 | in 30000-32767 | Cluster | true     |                |

  Scenario: What was allocated stays where it is left out, by the names of ports
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        clusterIP: 10.96.0.93
        ports:
          - { name: http, port: 80, nodePort: 30193 }
          - { name: admin, port: 81, nodePort: 30194 }
      """
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        ports:
          - { name: admin, port: 8081 }
          - { name: http, port: 8080 }
      """
    Then service "web" is stored with:
      """
      spec:
        clusterIP: 10.96.0.93
        clusterIPs: [10.96.0.93]
        ports:
          - { name: admin, port: 8081, targetPort: 8081, nodePort: 30194 }
          - { name: http, port: 8080, targetPort: 8080, nodePort: 30193 }
      """

  Scenario: New ports of one number get numbers of their own
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { type: NodePort, ports: [{ name: http, port: 80 }] }
      """
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        ports:
          - { name: http, port: 80 }
          - { name: dns, port: 53 }
          - { name: dns-udp, port: 53, protocol: UDP }
      """
    Then service "web" is stored with:
      | spec.ports[1].nodePort | in 30000-32767                      |
      | spec.ports[2].nodePort | other than spec.ports[1].nodePort   |

  Scenario: A node port that is given back is anybody's at once
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { type: NodePort, ports: [{ port: 80, nodePort: 30195 }] }
      """
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { type: ClusterIP, ports: [{ port: 80 }] }
      """
    And this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: other }
      spec: { type: NodePort, ports: [{ port: 80, nodePort: 30195 }] }
      """
    Then service "other" is stored with:
      | spec.ports[0].nodePort | 30195 |

  Scenario Outline: <kind> web may not have another <what>
    Given these manifests:
      """
      <before>
      """
    When this manifest is applied:
      """
      <after>
      """
    Then the manifest is rejected at "<field>" with "<text>"

    Examples:
      | kind          | what              | before                                                                                                                                                                                                                     | after                                                                                                                                                                                                                      | field         | text               |
      | Deployment    | selector          | { apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: web }] } } } } | { apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { selector: { matchLabels: { app: api } }, template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: web, image: web }] } } } } | spec.selector | field is immutable |
      | EndpointSlice | type of addresses | { apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: { name: web }, addressType: IPv4, endpoints: [{ addresses: [192.0.2.1] }], ports: [{ port: 80 }] }                                                       | { apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: { name: web }, addressType: IPv6, endpoints: [{ addresses: ["2001:db8::1"] }], ports: [{ port: 80 }] }                                                   | addressType   | field is immutable |
