@topology
Feature: Topology keeps traffic near, and never where it would find nobody
  Nodes worker and worker2 are in zone one, worker3 is in zone two, control-plane in none.
  Pod web-1 runs on worker, web-2 on worker2, web-3 on worker3.

  Background:
    Given the cluster "clusters/zones.yaml"
    And these manifests:
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: web-1, labels: { app: web } }
      spec:
        nodeSelector: { kubernetes.io/hostname: worker }
        containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: web-2, labels: { app: web } }
      spec:
        nodeSelector: { kubernetes.io/hostname: worker2 }
        containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: web-3, labels: { app: web } }
      spec:
        nodeSelector: { kubernetes.io/hostname: worker3 }
        containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }]
      """
    And a client pod "near" on node "worker"
    And a client pod "far" on node "worker3"

  Scenario Outline: <value> keeps traffic in its zone
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        trafficDistribution: <value>
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    Then from pod "near", "web:80" reaches exactly:
      | pod   |
      | web-1 |
      | web-2 |
    And from pod "far", "web:80" reaches only pod "web-3"
    And from the host of node "worker2", "service/web:80" reaches exactly:
      | pod   |
      | web-1 |
      | web-2 |

    Examples:
      | value          |
      | PreferClose    |
      | PreferSameZone |

  Scenario: A node without a zone goes everywhere
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        trafficDistribution: PreferSameZone
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    Then from the host of node "control-plane", "service/web:80" reaches exactly:
      | pod   |
      | web-1 |
      | web-2 |
      | web-3 |

  Scenario: A zone whose pods are all unready is left
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        trafficDistribution: PreferSameZone
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    When pod "web-3" becomes unready
    Then from pod "far", "web:80" reaches exactly:
      | pod   |
      | web-1 |
      | web-2 |

  Scenario: PreferSameNode goes to the node, then to the zone, then everywhere
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        trafficDistribution: PreferSameNode
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    Then from pod "near", "web:80" reaches only pod "web-1"
    When pod "web-1" becomes unready
    Then from pod "near", "web:80" reaches only pod "web-2"
    When pod "web-2" becomes unready
    Then from pod "near", "web:80" reaches only pod "web-3"

  Scenario: Without trafficDistribution zones mean nothing
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    Then from pod "near", "web:80" reaches exactly:
      | pod   |
      | web-1 |
      | web-2 |
      | web-3 |

  Scenario: A policy decides before topology does, each for its own traffic
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        externalTrafficPolicy: Local
        trafficDistribution: PreferSameZone
        selector: { app: web }
        ports: [{ port: 80, nodePort: 30884 }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: inner }
      spec:
        internalTrafficPolicy: Local
        trafficDistribution: PreferSameZone
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    Then the flows are:
      | from     | to            | result  | backends     |
      | pod near | inner:80      | reaches | web-1        |
      | pod near | web:80        | reaches | web-1, web-2 |
      | outside  | worker2:30884 | reaches | web-2        |
      | outside  | worker3:30884 | reaches | web-3        |

  Scenario: Hints that somebody wrote are obeyed as they are, also to another zone
    Given an outside server "first" at "192.0.2.11:80"
    And an outside server "second" at "192.0.2.12:80"
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: manual }
      spec:
        ports: [{ port: 80 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: manual-1, labels: { kubernetes.io/service-name: manual } }
      addressType: IPv4
      ports: [{ name: "", port: 80, protocol: TCP }]
      endpoints:
        - { addresses: [192.0.2.11], hints: { forZones: [{ name: two }] } }
        - { addresses: [192.0.2.12], hints: { forZones: [{ name: one }, { name: two }] } }
      """
    Then from pod "near", "manual:80" reaches only address "192.0.2.12:80"
    And from pod "far", "manual:80" reaches exactly:
      | ip         | port |
      | 192.0.2.11 |   80 |
      | 192.0.2.12 |   80 |

  Scenario: One ready endpoint without a hint turns hints off
    Given an outside server "first" at "192.0.2.11:80"
    And an outside server "second" at "192.0.2.12:80"
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: manual }
      spec:
        ports: [{ port: 80 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: manual-1, labels: { kubernetes.io/service-name: manual } }
      addressType: IPv4
      ports: [{ name: "", port: 80, protocol: TCP }]
      endpoints:
        - { addresses: [192.0.2.11], hints: { forZones: [{ name: two }] } }
        - { addresses: [192.0.2.12] }
      """
    Then from pod "far", "manual:80" reaches exactly:
      | ip         | port |
      | 192.0.2.11 |   80 |
      | 192.0.2.12 |   80 |

  Scenario: Annotation topology-mode Auto shares endpoints out by CPU, while that is fair
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web, annotations: { service.kubernetes.io/topology-mode: Auto } }
      spec:
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    Then from pod "near", "web:80" reaches exactly:
      | pod   |
      | web-1 |
      | web-2 |
    And from pod "far", "web:80" reaches only pod "web-3"
    When pod "web-2" becomes unready
    Then from pod "near", "web:80" reaches exactly:
      | pod   |
      | web-1 |
      | web-3 |

  # kind has no node image of these releases.
  @model-only
  Scenario Outline: Kubernetes <release> obeys hints of a Service whose topology-mode is <mode>
    Given Kubernetes <release>
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: manual, annotations: { service.kubernetes.io/topology-mode: <mode> } }
      spec:
        ports: [{ port: 80 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: manual-1, labels: { kubernetes.io/service-name: manual } }
      addressType: IPv4
      ports: [{ name: "", port: 80, protocol: TCP }]
      endpoints:
        - { addresses: [192.0.2.11], hints: { forZones: [{ name: two }] } }
        - { addresses: [192.0.2.12], hints: { forZones: [{ name: one }] } }
      """
    Then from pod "far", "manual:80" reaches only address "192.0.2.11:80"

    Examples:
      | release | mode     |
      |    1.31 | Disabled |
      |    1.30 | Auto     |
      |    1.27 | Anything |

  # kind has no node image of these releases.
  @model-only
  Scenario Outline: Kubernetes <release> does not, where topology-mode is <mode>
    Given Kubernetes <release>
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: manual, annotations: { service.kubernetes.io/topology-mode: <mode> } }
      spec:
        ports: [{ port: 80 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: manual-1, labels: { kubernetes.io/service-name: manual } }
      addressType: IPv4
      ports: [{ name: "", port: 80, protocol: TCP }]
      endpoints:
        - { addresses: [192.0.2.11], hints: { forZones: [{ name: two }] } }
        - { addresses: [192.0.2.12], hints: { forZones: [{ name: one }] } }
      """
    Then from pod "far", "manual:80" reaches exactly:
      | ip         | port |
      | 192.0.2.11 |   80 |
      | 192.0.2.12 |   80 |

    Examples:
      | release | mode     |
      |    1.30 | Disabled |
      |    1.26 | Auto     |
