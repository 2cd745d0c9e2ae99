@terminating
Feature: Pods on their way out serve only where nobody else can
  Pod web-1 runs on worker, web-2 on worker2 (KEP-1669).

  Background:
    Given these manifests:
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: web-1, labels: { app: web } }
      spec:
        nodeSelector: { kubernetes.io/hostname: worker }
        terminationGracePeriodSeconds: 600
        containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: web-2, labels: { app: web } }
      spec:
        nodeSelector: { kubernetes.io/hostname: worker2 }
        terminationGracePeriodSeconds: 600
        containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        externalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, nodePort: 30885 }]
      """
    And a client pod "client" on node "worker"

  Scenario: One of two goes: everybody inside comes to the other
    When pod "web-1" becomes terminating
    Then service "web" has endpoints:
      | pod   | port | ready | serving | terminating |
      | web-1 |   80 | no    | yes     | yes         |
      | web-2 |   80 | yes   | yes     | no          |
    And from pod "client", "web:80" reaches only pod "web-2"

  Scenario: Both go: both serve on
    Given pod "web-1" becomes terminating
    When pod "web-2" becomes terminating
    Then from pod "client", "web:80" reaches exactly:
      | pod   |
      | web-1 |
      | web-2 |

  Scenario: Both go, and one serves no more
    Given pod "web-1" becomes terminating
    When pod "web-2" becomes terminating and unready
    Then from pod "client", "web:80" reaches only pod "web-1"

  Scenario: Nobody serves any more
    Given pod "web-1" becomes terminating and unready
    When pod "web-2" becomes terminating and unready
    Then from pod "client", "web:80" is refused

  Scenario: Policy Local looks at its node alone: there the pod that goes serves on
    When pod "web-1" becomes terminating
    Then the flows are:
      | from    | to                  | result    | backends |
      | outside | worker:30885        | reaches   | web-1    |
      | outside | worker2:30885       | reaches   | web-2    |
      | outside | control-plane:30885 | times out |          |

  Scenario: Where the pod of a node serves no more, that node is silent while another serves
    When pod "web-1" becomes terminating and unready
    Then the flows are:
      | from    | to            | result    | backends |
      | outside | worker:30885  | times out |          |
      | outside | worker2:30885 | reaches   | web-2    |

  Scenario: publishNotReadyAddresses makes pods that go count like all others
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: eager }
      spec:
        publishNotReadyAddresses: true
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    When pod "web-1" becomes terminating and unready
    Then service "eager" has endpoints:
      | pod   | port | ready | serving | terminating |
      | web-1 |   80 | yes   | no      | yes         |
      | web-2 |   80 | yes   | yes     | no          |
    And from pod "client", "eager:80" reaches pods "web-*"

  Scenario Outline: Topology does not hold for pods that stand in
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: near }
      spec:
        trafficDistribution: <value>
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    And pod "web-1" becomes terminating
    When pod "web-2" becomes terminating
    Then from pod "client", "near:80" reaches exactly:
      | pod   |
      | web-1 |
      | web-2 |

    Examples:
      | value          |
      | PreferSameZone |
      | PreferSameNode |

  # kind has no node image of this release.
  @model-only @iptables
  Scenario Outline: Before Kubernetes 1.26 only what is ready serves
    Given Kubernetes <release>
    And pod "web-1" becomes terminating
    When pod "web-2" becomes terminating
    Then from pod "client", "web:80" <outcome>

    Examples:
      | release | outcome           |
      |    1.25 | is refused                   |
      |    1.26 | reaches pods "web-1, web-2" |
