@api
Feature: An API server fills in what a Service leaves out
  Defaults, families, addresses and ports, as `kubectl get -o yaml` shows them.

  Scenario Outline: <what>
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: <spec>
      """
    Then service "web" is stored with:
      | spec.type                   | <type>          |
      | spec.clusterIP              | in 10.96.0.0/16 |
      | spec.ipFamilies             | [IPv4]          |
      | spec.ipFamilyPolicy         | SingleStack     |
      | spec.sessionAffinity        | None            |
      | spec.ports[0].protocol      | TCP             |
      | spec.ports[0].targetPort    | <target>        |
      | spec.internalTrafficPolicy  | <internal>      |
      | spec.externalTrafficPolicy  | <external>      |
      | spec.ports[0].nodePort      | <node>          |
      | spec.healthCheckNodePort    |                 |

    Examples:
      | what                  | spec                                                                                | type         | target | internal | external | node           |
      | as little as possible | { ports: [{ port: 80 }] }                                                           | ClusterIP    | 80     | Cluster  |          |                |
      | a node port           | { type: NodePort, ports: [{ port: 80, targetPort: http }] }                         | NodePort     | http   | Cluster  | Cluster  | in 30086-32767 |
      | a load balancer       | { type: LoadBalancer, ports: [{ port: 80 }] }                                       | LoadBalancer | 80     | Cluster  | Cluster  | in 30086-32767 |
      | a load balancer alone | { type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{ port: 80 }] } | LoadBalancer | 80     | Cluster  | Cluster  |                |
      | external addresses    | { externalIPs: [203.0.113.9], ports: [{ port: 80 }] }                               | ClusterIP    | 80     | Cluster  | Cluster  |                |

  Scenario: An ExternalName has nothing of the kind
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { type: ExternalName, externalName: db.example.com }
      """
    Then service "web" is stored with:
      | spec.type                  | ExternalName   |
      | spec.externalName          | db.example.com |
      | spec.sessionAffinity       | None           |
      | spec.clusterIP             |                |
      | spec.ipFamilies            |                |
      | spec.internalTrafficPolicy |                |
      | spec.externalTrafficPolicy |                |

  Scenario: Affinity lasts three hours if nobody says how long
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { sessionAffinity: ClientIP, ports: [{ port: 80 }] }
      """
    Then service "web" is stored with:
      """
      spec:
        sessionAffinity: ClientIP
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } }
      """

  Scenario: Ports of one number share a node port, those of other numbers don't
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        ports:
          - { name: dns, port: 53 }
          - { name: dns-udp, port: 53, protocol: UDP }
          - { name: http, port: 80 }
      """
    Then service "web" is stored with:
      | spec.ports[0].nodePort | in 30086-32767                    |
      | spec.ports[1].nodePort | same as spec.ports[0].nodePort    |
      | spec.ports[2].nodePort | other than spec.ports[0].nodePort |

  Scenario: A port that somebody chooses is shared too
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        ports:
          - { name: dns, port: 53 }
          - { name: dns-udp, port: 53, protocol: UDP, nodePort: 30196 }
      """
    Then service "web" is stored with:
      | spec.ports[0].nodePort | 30196 |
      | spec.ports[1].nodePort | 30196 |

  Scenario: Policy Local of a load balancer has a port for health, out of the same range
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { type: LoadBalancer, externalTrafficPolicy: Local, ports: [{ port: 80 }] }
      """
    Then service "web" is stored with:
      | spec.healthCheckNodePort | in 30086-32767                    |
      | spec.ports[0].nodePort   | other than spec.healthCheckNodePort |

  Scenario: A health port that somebody has is a failure of the API server
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: first }
      spec: { type: NodePort, ports: [{ port: 80, nodePort: 30197 }] }
      """
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30197, ports: [{ port: 80 }] }
      """
    Then the manifest is rejected at "" with "failed to allocate requested HealthCheck NodePort 30197"

  Scenario Outline: Headless <what>
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: <spec>
      """
    Then service "web" is stored with:
      | spec.clusterIP      | None       |
      | spec.clusterIPs     | [None]     |
      | spec.ipFamilyPolicy | <policy>   |
      | spec.ipFamilies     | <families> |

    Examples:
      | what                                    | spec                                                                    | policy           | families     |
      | with a selector                         | { clusterIP: None, selector: { app: web }, ports: [{ port: 80 }] }      | SingleStack      | [IPv4]       |
      | without ports                           | { clusterIP: None, selector: { app: web } }                             | SingleStack      | [IPv4]       |
      | without a selector: both families       | { clusterIP: None, ports: [{ port: 80 }] }                              | RequireDualStack | [IPv4, IPv6] |
      | without a selector, of one family       | { clusterIP: None, ipFamilyPolicy: SingleStack, ports: [{ port: 80 }] } | SingleStack      | [IPv4]       |
      | without a selector, of the other family | { clusterIP: None, ipFamilies: [IPv6], ports: [{ port: 80 }] }          | RequireDualStack | [IPv6, IPv4] |
