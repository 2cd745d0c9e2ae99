@source-address
Feature: Whom a backend sees
  The address that stands for a hidden client is one of the node that translated the connection.

  Background:
    Given this manifest:
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
        selector: { app: web }
        ports: [{ port: 80, nodePort: 30881 }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: local }
      spec:
        type: NodePort
        externalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, nodePort: 30882 }]
      """
    And a client pod "near" on node "worker"
    And a client pod "far" on node "worker2"

  Scenario: Directly and by cluster IP, pods are themselves
    Then the flows are:
      | from     | to           | result  | backends | source |
      | pod near | pod/web-1:80 | reaches | web-1    | kept   |
      | pod far  | pod/web-1:80 | reaches | web-1    | kept   |
      | pod near | web:80       | reaches | web-1    | kept   |
      | pod far  | web:80       | reaches | web-1    | kept   |

  Scenario: By node port, the node that was asked stands for everybody
    Then the flows are:
      | from     | to            | result  | backends | source       |
      | pod near | worker:30881  | reaches | web-1    | node worker  |
      | outside  | worker:30881  | reaches | web-1    | node worker  |
      | outside  | worker2:30881 | reaches | web-1    | node worker2 |

  Scenario: externalTrafficPolicy Local keeps the address of who is outside
    Then from outside, "worker:30882" reaches only pod "web-1"
    And the backend sees the client's address

  Scenario: A node is seen by an address of its own
    Then from the host of node "worker2", "service/web:80" reaches only pod "web-1"
    And the backend sees an address of node "worker2"
