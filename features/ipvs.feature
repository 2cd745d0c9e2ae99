# A node needs IPVS in its kernel, which many that run kind do not have.
@ipvs @model-only
Feature: ipvs mode gives every node the addresses of Services

  Background:
    Given the proxy mode is "ipvs"
    And this manifest:
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 1
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            nodeSelector: { kubernetes.io/hostname: worker }
            containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        clusterIP: 10.96.0.45
        selector: { app: web }
        ports: [{ port: 80, nodePort: 30886 }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: local }
      spec:
        type: NodePort
        externalTrafficPolicy: Local
        internalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, nodePort: 30887 }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: inside }
      spec:
        internalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    And a client pod "near" on node "worker"
    And a client pod "far" on node "worker2"

  Scenario: Ports that a Service does not have are refused
    Then the flows are:
      | from     | to               | protocol | result     | backends |
      | pod near | 10.96.0.45:80    | TCP      | reaches    | web-*    |
      | pod near | 10.96.0.45:81    | TCP      | is refused |          |
      | pod near | 10.96.0.45:10250 | TCP      | is refused |          |
      | pod near | 10.96.0.45:80    | UDP      | is refused |          |

  Scenario: Pings of a Service are refused, those of pods and nodes answered
    Then the flows are:
      | from     | to         | protocol | result     | backends   |
      | pod near | 10.96.0.45 | ICMP     | is refused |            |
      | pod near | web        | ICMP     | is refused |            |
      | pod near | pod/web-1  | ICMP     | reaches    | web-1      |
      | pod near | worker2    | ICMP     | reaches    | 172.18.0.4 |

  Scenario: Before 1.26 they led to the programs of the node
    Given Kubernetes 1.25
    Then the flows are:
      | from     | to               | result     | backends         |
      | pod near | 10.96.0.45:10250 | reaches    | 10.96.0.45:10250 |
      | pod near | 10.96.0.45:81    | is refused |                  |

  Scenario: Where no local endpoint is, policy Local means those elsewhere, and strangers lose the answer
    Then the flows are:
      | from     | to            | result    | backends | source |
      | pod far  | worker2:30887 | reaches   | web-*    | kept   |
      | outside  | worker:30887  | reaches   | web-*    | kept   |
      | outside  | worker2:30887 | times out |          |        |
      | pod far  | local:80      | reaches   | web-*    | kept   |

  Scenario: A Service for the inside alone has no others
    Then the flows are:
      | from     | to        | result     | backends |
      | pod near | inside:80 | reaches    | web-*    |
      | pod far  | inside:80 | is refused |          |

  Scenario: Node ports are on every address of a node but loopback
    Then the flows are:
      | from        | to              | result     | backends | source      |
      | outside     | worker:30886    | reaches    | web-*    | node worker |
      | host worker | 127.0.0.1:30886 | is refused |          |             |
