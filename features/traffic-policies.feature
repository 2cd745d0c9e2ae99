@traffic-policies
Feature: Traffic policies choose among endpoints by node
  All pods of web run on node worker.

  Background:
    Given this manifest:
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 2
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            nodeSelector: { kubernetes.io/hostname: worker }
            containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: external }
      spec:
        type: NodePort
        externalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, nodePort: 30883 }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: internal }
      spec:
        internalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    And a client pod "near" on node "worker"
    And a client pod "far" on node "worker2"

  Scenario: External Local: a node without a pod is silent
    Then the flows are:
      | from    | to                  | result    | backends | source |
      | outside | worker:30883        | reaches   | web-*    | kept   |
      | outside | worker2:30883       | times out |          |        |
      | outside | control-plane:30883 | times out |          |        |

  Scenario: External Local is not for those inside: their own node serves them
    Then the flows are:
      | from         | to            | result  | backends | source |
      | pod far      | worker2:30883 | reaches | web-*    | kept   |
      | host worker2 | worker2:30883 | reaches | web-*    |        |
      | pod far      | external:80   | reaches | web-*    | kept   |

  Scenario: Through another node they are outsiders
    Then the flows are:
      | from     | to            | result    |
      | pod near | worker2:30883 | times out |
      | pod far  | worker:30883  | reaches   |

  Scenario: Internal Local: the cluster IP serves only nodes with a pod
    Then the flows are:
      | from         | to                  | result    | backends |
      | pod near     | internal:80         | reaches   | web-*    |
      | pod far      | internal:80         | times out |          |
      | host worker  | service/internal:80 | reaches   | web-*    |
      | host worker2 | service/internal:80 | times out |          |

  Scenario: With no endpoint anywhere, silence becomes refusal
    When deployment "web" is scaled to 0
    Then the flows are:
      | from    | to            | result     |
      | outside | worker2:30883 | is refused |
      | pod far | internal:80   | is refused |
