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
      | wrong                             | spec                                                                                                                       | field                                              | text                                    |
      | no ports                          | { selector: { app: web } }                                                                                                 | spec.ports                                         | Required value                          |
      | two ports, no names               | { ports: [{ port: 80 }, { port: 443 }] }                                                                                   | spec.ports[0].name                                 | Required value                          |
      | two ports, one name               | { ports: [{ name: a, port: 80 }, { port: 443 }] }                                                                          | spec.ports[1].name                                 | Required value                          |
      | one name twice                    | { ports: [{ name: a, port: 80 }, { name: a, port: 81 }] }                                                                  | spec.ports[1].name                                 | Duplicate value                         |
      | a name with capitals              | { ports: [{ name: Http, port: 80 }] }                                                                                      | spec.ports[0].name                                 | a lowercase RFC 1123 label              |
      | port 70000                        | { ports: [{ port: 70000 }] }                                                                                               | spec.ports[0].port                                 | must be between 1 and 65535             |
      | port 0                            | { ports: [{ port: 0 }] }                                                                                                   | spec.ports[0].port                                 | must be between 1 and 65535             |
      | no such protocol                  | { ports: [{ port: 80, protocol: HTTP }] }                                                                                  | spec.ports[0].protocol                             | Unsupported value                       |
      | a target port that is no name     | { ports: [{ port: 80, targetPort: Web-Port }] }                                                                            | spec.ports[0].targetPort                           | must contain only alpha-numeric         |
      | a target port without letters     | { ports: [{ port: 80, targetPort: "8080" }] }                                                                              | spec.ports[0].targetPort                           | at least one letter                     |
      | a node port on a ClusterIP        | { ports: [{ port: 80, nodePort: 30080 }] }                                                                                 | spec.ports[0].nodePort                             | may not be used when                    |
      | a node port out of range          | { type: NodePort, ports: [{ port: 80, nodePort: 80 }] }                                                                    | spec.ports[0].nodePort                             | 30000-32767                             |
      | a node port twice                 | { type: NodePort, ports: [{ name: a, port: 80, nodePort: 30091 }, { name: b, port: 81, nodePort: 30091 }] }                | spec.ports[1].nodePort                             | 30091                                   |
      | a node port for two numbers       | { type: NodePort, ports: [{ name: a, port: 80, nodePort: 30092 }, { name: b, port: 81, protocol: UDP, nodePort: 30092 }] } | spec.ports[1].nodePort                             | already allocated                       |
      | no such type                      | { type: Balancer, ports: [{ port: 80 }] }                                                                                  | spec.type                                          | Unsupported value                       |
      | a headless NodePort               | { type: NodePort, clusterIP: None, ports: [{ port: 80 }] }                                                                 | spec.clusterIPs[0]                                 | may not be set to 'None'                |
      | a headless LoadBalancer           | { type: LoadBalancer, clusterIP: None, ports: [{ port: 80 }] }                                                             | spec.clusterIPs[0]                                 | may not be set to 'None'                |
      | an ExternalName without a name    | { type: ExternalName }                                                                                                     | spec.externalName                                  | Required value                          |
      | an ExternalName that is no name   | { type: ExternalName, externalName: db_1.example.com }                                                                     | spec.externalName                                  | a lowercase RFC 1123 subdomain          |
      | an ExternalName with an address   | { type: ExternalName, externalName: db.example.com, clusterIP: 10.96.0.90 }                                                | spec.clusterIPs                                    | may not be set for ExternalName         |
      | an ExternalName with families     | { type: ExternalName, externalName: db.example.com, ipFamilies: [IPv4] }                                                   | spec.ipFamilies                                    | may not be set for ExternalName         |
      | a cluster IP that is none         | { clusterIP: web, ports: [{ port: 80 }] }                                                                                  | spec.clusterIPs[0]                                 | must be a valid IP address              |
      | a cluster IP out of range         | { clusterIP: 192.0.2.1, ports: [{ port: 80 }] }                                                                            | spec.clusterIPs                                    | not match the current range             |
      | a cluster IP of the cluster's own | { clusterIP: 10.96.0.1, ports: [{ port: 80 }] }                                                                            | spec.clusterIPs                                    | already allocated                       |
      | two cluster IPs of a family       | { clusterIP: 10.96.0.90, clusterIPs: [10.96.0.90, 10.96.0.91], ports: [{ port: 80 }] }                                     | spec.clusterIPs                                    | no more than one IP for each IP family  |
      | two cluster IPs that differ       | { clusterIP: 10.96.0.90, clusterIPs: [10.96.0.91], ports: [{ port: 80 }] }                                                 | spec.clusterIPs                                    | first value must match                  |
      | cluster IPs without the first     | { clusterIPs: [10.96.0.90], ports: [{ port: 80 }] }                                                                        | spec.clusterIPs                                    | must be empty when                      |
      | None and an address               | { clusterIP: None, clusterIPs: [None, 10.96.0.90], ports: [{ port: 80 }] }                                                 | spec.clusterIPs                                    | must be the first and only value        |
      | an address of another family      | { ipFamilies: [IPv6], clusterIP: 10.96.0.90, ports: [{ port: 80 }] }                                                       | spec.clusterIPs[0]                                 | expected an IPv6 value                  |
      | no such family                    | { ipFamilies: [IPv5], ports: [{ port: 80 }] }                                                                              | spec.ipFamilies[0]                                 | Unsupported value                       |
      | a family twice                    | { ipFamilies: [IPv4, IPv4], ports: [{ port: 80 }] }                                                                        | spec.ipFamilies[1]                                 | Duplicate value                         |
      | two families of a single stack    | { ipFamilies: [IPv4, IPv6], ports: [{ port: 80 }] }                                                                        | spec.ipFamilyPolicy                                | when multiple IP families are specified |
      | a family that the cluster lacks   | { ipFamilies: [IPv6], ports: [{ port: 80 }] }                                                                              | spec.ipFamilies[0]                                 | not configured on this cluster          |
      | two stacks where there is one     | { ipFamilyPolicy: RequireDualStack, ports: [{ port: 80 }] }                                                                | spec.ipFamilyPolicy                                | not configured for dual-stack           |
      | no such family policy             | { ipFamilyPolicy: BothStacks, ports: [{ port: 80 }] }                                                                      | spec.ipFamilyPolicy                                | Unsupported value                       |
      | a policy for nobody outside       | { externalTrafficPolicy: Local, ports: [{ port: 80 }] }                                                                    | spec.externalTrafficPolicy                         | externally-accessible                   |
      | no such external policy           | { type: NodePort, externalTrafficPolicy: Near, ports: [{ port: 80 }] }                                                     | spec.externalTrafficPolicy                         | Unsupported value                       |
      | no such internal policy           | { internalTrafficPolicy: Near, ports: [{ port: 80 }] }                                                                     | spec.internalTrafficPolicy                         | Unsupported value                       |
      | no such distribution              | { trafficDistribution: PreferFar, ports: [{ port: 80 }] }                                                                  | spec.trafficDistribution                           | Unsupported value                       |
      | a health port that nobody asks    | { type: NodePort, healthCheckNodePort: 30093, ports: [{ port: 80 }] }                                                      | spec.healthCheckNodePort                           | may only be set when                    |
      | source ranges of a NodePort       | { type: NodePort, loadBalancerSourceRanges: [10.0.0.0/8], ports: [{ port: 80 }] }                                          | spec.LoadBalancerSourceRanges                      | may only be used when                   |
      | a source range that is none       | { type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0], ports: [{ port: 80 }] }                                        | spec.LoadBalancerSourceRanges[0]                   | must be a valid CIDR value              |
      | node ports for no balancer        | { allocateLoadBalancerNodePorts: false, ports: [{ port: 80 }] }                                                            | spec.allocateLoadBalancerNodePorts                 | may only be used when                   |
      | a class for no balancer           | { loadBalancerClass: example.com/a, ports: [{ port: 80 }] }                                                                | spec.loadBalancerClass                             | may only be used when                   |
      | a class that is no name           | { type: LoadBalancer, loadBalancerClass: a b, ports: [{ port: 80 }] }                                                      | spec.loadBalancerClass                             | name part must consist of               |
      | affinity for no time              | { sessionAffinity: ClientIP, sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } }, ports: [{ port: 80 }] }           | spec.sessionAffinityConfig.clientIP.timeoutSeconds | must be greater than 0                  |
      | affinity for more than a day      | { sessionAffinity: ClientIP, sessionAffinityConfig: { clientIP: { timeoutSeconds: 86401 } }, ports: [{ port: 80 }] }       | spec.sessionAffinityConfig.clientIP.timeoutSeconds | less than 86400                         |
      | no such affinity                  | { sessionAffinity: Cookie, ports: [{ port: 80 }] }                                                                         | spec.sessionAffinity                               | Unsupported value                       |
      | an external IP that is none       | { externalIPs: [web.example.com], ports: [{ port: 80 }] }                                                                  | spec.externalIPs[0]                                | must be a valid IP address              |
      | an unspecified external IP        | { externalIPs: [0.0.0.0], ports: [{ port: 80 }] }                                                                          | spec.externalIPs[0]                                | may not be unspecified                  |
      | a loopback external IP            | { externalIPs: [127.0.0.1], ports: [{ port: 80 }] }                                                                        | spec.externalIPs[0]                                | loopback range                          |
      | a link-local external IP          | { externalIPs: [169.254.1.1], ports: [{ port: 80 }] }                                                                      | spec.externalIPs[0]                                | link-local range                        |
      | a multicast external IP           | { externalIPs: [224.0.0.5], ports: [{ port: 80 }] }                                                                        | spec.externalIPs[0]                                | link-local multicast range              |
      | a selector that is no label       | { selector: { app: web! }, ports: [{ port: 80 }] }                                                                         | spec.selector                                      | a valid label must be                   |

  Scenario Outline: A Service can not be called "<name>"
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: "<name>" }
      spec: { ports: [{ port: 80 }] }
      """
    Then the manifest is rejected at "metadata.name" with "<text>"

    Examples:
      | name                                                             | text                      |
      | 1web                                                             | a DNS-1035 label          |
      | web.one                                                          | a DNS-1035 label          |
      | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | must be no more than 63   |

  Scenario Outline: Annotations that do not fit: <wrong>
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web, annotations: <annotations> }
      spec: { ports: [{ port: 80 }] }
      """
    Then the manifest is rejected at "<field>" with "<text>"

    Examples:
      | wrong                    | annotations                                                                                         | field                                                                     | text                  |
      | two words for topology   | { service.kubernetes.io/topology-mode: Auto, service.kubernetes.io/topology-aware-hints: disabled } | metadata.annotations[service.kubernetes.io/topology-mode]                 | must match            |
      | source ranges for nobody | { service.beta.kubernetes.io/load-balancer-source-ranges: 10.0.0.0/8 }                              | metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges] | may only be used when |
      | a key that is none       | { "a b": c }                                                                                        | metadata.annotations                                                      | name part must        |

  # Server-side apply, which tells ports apart by number and protocol, finds two of a kind before the API server looks.
  @model-only
  Scenario: One port twice
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { ports: [{ name: a, port: 80 }, { name: b, port: 80 }] }
      """
    Then the manifest is rejected at "spec.ports[1]" with "Duplicate value"

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
