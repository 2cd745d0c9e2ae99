Feature: A NodePort opens one port on every node
  The notes say: a NodePort has three numbers, port, targetPort and nodePort; the nodePort is open on
  every node, and the cluster IP works too ("NodePort runs ClusterIP by default").
  True. Even a node that has no pod of the Service, or none at all, serves the port.

  Scenario: go-demo-2: 31879 on any node leads to 28017 of the pods
    Given the manifests in "go-demo-2.yaml"
    Then the flows are:
      | from    | to                  | result  | backends    | source |
      | outside | worker:31879        | reaches | go-demo-2-* | hidden |
      | outside | worker2:31879       | reaches | go-demo-2-* | hidden |
      | outside | control-plane:31879 | reaches | go-demo-2-* | hidden |

  Scenario: my-service: the cluster IP works beside the node port
    Given the manifests in "my-service.yaml"
    And a client pod "client"
    Then the flows are:
      | from        | to            | result  | backends | source |
      | pod client  | my-service:80 | reaches | my-app-* | kept   |
      | pod client  | worker:30123  | reaches | my-app-* | hidden |
      | host worker | worker2:30123 | reaches | my-app-* |        |
      | outside     | worker:30123  | reaches | my-app-* | hidden |

  @iptables
  Scenario: Each number belongs to its own place
    Given the manifests in "my-service.yaml"
    And a client pod "client"
    Then the flows are:
      | from       | to                 | result     |
      | outside    | worker:80          | is refused |
      | outside    | worker:9376        | is refused |
      | pod client | my-service:30123   | times out  |
      | pod client | pod/my-app-1:30123 | is refused |

  Scenario: With no pod left every node refuses
    Given the manifests in "my-service.yaml"
    When deployment "my-app" is scaled to 0
    Then the flows are:
      | from    | to                  | result     |
      | outside | worker:30123        | is refused |
      | outside | worker2:30123       | is refused |
      | outside | control-plane:30123 | is refused |

  Scenario: A node port lies between 30000 and 32767
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: web
      spec:
        type: NodePort
        ports:
          - port: 80
            nodePort: 80
      """
    Then the manifest is rejected at "spec.ports[0].nodePort" with "30000-32767"
