@api @dual-stack
Feature: A Service has the families that it asks for, and that the cluster has

  Background:
    Given the cluster "dual-stack.yaml"

  Scenario Outline: It asks for <what>
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: <spec>
      """
    Then service "web" is stored with:
      | spec.ipFamilyPolicy | <policy>   |
      | spec.ipFamilies     | <families> |
      | spec.clusterIP      | <first>    |
      | spec.clusterIPs[0]  | <first>    |
      | spec.clusterIPs[1]  | <second>   |

    Examples:
      | what                           | spec                                                                                                                           | policy           | families     | first               | second              |
      | nothing                        | { ports: [{ port: 80 }] }                                                                                                      | SingleStack      | [IPv4]       | in 10.96.0.0/16     |                     |
      | PreferDualStack                | { ipFamilyPolicy: PreferDualStack, ports: [{ port: 80 }] }                                                                     | PreferDualStack  | [IPv4, IPv6] | in 10.96.0.0/16     | in fd00:10:96::/112 |
      | RequireDualStack               | { ipFamilyPolicy: RequireDualStack, ports: [{ port: 80 }] }                                                                    | RequireDualStack | [IPv4, IPv6] | in 10.96.0.0/16     | in fd00:10:96::/112 |
      | the other family first         | { ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv6], ports: [{ port: 80 }] }                                                 | PreferDualStack  | [IPv6, IPv4] | in fd00:10:96::/112 | in 10.96.0.0/16     |
      | the other family alone         | { ipFamilies: [IPv6], ports: [{ port: 80 }] }                                                                                  | SingleStack      | [IPv6]       | in fd00:10:96::/112 |                     |
      | an address of the other family | { clusterIP: 'fd00:10:96::99', ports: [{ port: 80 }] }                                                                         | SingleStack      | [IPv6]       | fd00:10:96::99      |                     |
      | two addresses                  | { ipFamilyPolicy: RequireDualStack, clusterIP: 10.96.0.99, clusterIPs: [10.96.0.99, 'fd00:10:96::98'], ports: [{ port: 80 }] } | RequireDualStack | [IPv4, IPv6] | 10.96.0.99          | fd00:10:96::98      |
      | nothing, headless              | { clusterIP: None, selector: { app: web }, ports: [{ port: 80 }] }                                                             | SingleStack      | [IPv4]       | None                |                     |

  Scenario: A second family comes and goes, the first one stays
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { clusterIP: 10.96.0.97, ports: [{ port: 80 }] }
      """
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { ipFamilyPolicy: PreferDualStack, ports: [{ port: 80 }] }
      """
    Then service "web" is stored with:
      | spec.ipFamilies    | [IPv4, IPv6]        |
      | spec.clusterIPs[0] | 10.96.0.97          |
      | spec.clusterIPs[1] | in fd00:10:96::/112 |
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { ipFamilyPolicy: SingleStack, ports: [{ port: 80 }] }
      """
    Then service "web" is stored with:
      | spec.ipFamilies | [IPv4]       |
      | spec.clusterIPs | [10.96.0.97] |

  Scenario Outline: It may not give back <what>
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { ipFamilyPolicy: RequireDualStack, clusterIP: 10.96.0.96, clusterIPs: [10.96.0.96, 'fd00:10:96::96'], ports: [{ port: 80 }] }
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
      | what                              | after                                                                                                                                              | field               | text                                                      |
      | the second address without a word | { ipFamilyPolicy: RequireDualStack, clusterIP: 10.96.0.96, clusterIPs: [10.96.0.96], ports: [{ port: 80 }] }                                       | spec.ipFamilyPolicy | must be 'SingleStack' to release the secondary cluster IP |
      | the second family without a word  | { ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv4], clusterIP: 10.96.0.96, clusterIPs: [10.96.0.96, 'fd00:10:96::96'], ports: [{ port: 80 }] } | spec.ipFamilyPolicy | must be 'SingleStack' to release the secondary IP family  |
      | the second address for another    | { ipFamilyPolicy: RequireDualStack, clusterIP: 10.96.0.96, clusterIPs: [10.96.0.96, 'fd00:10:96::95'], ports: [{ port: 80 }] }                     | spec.clusterIPs[1]  | may not change once set                                   |
