Feature: Which port can be used from where
  The notes say: of port, targetPort and nodePort each can be used in its own place only: from a
  pod, from a node, from outside.
  True. The port lives on the cluster IP, the targetPort on the pods, the nodePort on the nodes.

  Background:
    Given the manifests in "my-service.yaml"
    And a client pod "client"

  @iptables
  Scenario: The cluster IP has the port, and only for those inside
    Then reachability is:
      |             | 10.96.0.20:80 | 10.96.0.20:9376 | 10.96.0.20:30020 |
      | pod client  | .             | -               | -                |
      | host worker | .             | -               | -                |
      | outside     | -             | -               | -                |

  Scenario: A pod has the targetPort
    Then reachability is:
      |             | pod/my-app-1:80 | pod/my-app-1:9376 | pod/my-app-1:30020 |
      | pod client  | X               | .                 | X                  |
      | host worker | X               | .                 | X                  |
      | outside     | -               | -                 | -                  |

  Scenario: A node has the nodePort, for everybody
    Then reachability is:
      |             | worker:80 | worker:9376 | worker:30020 | worker2:30020 | control-plane:30020 |
      | pod client  | X         | X           | .            | .             | .                   |
      | host worker | X         | X           | .            | .             | .                   |
      | outside     | X         | X           | .            | .             | .                   |

  @iptables
  Scenario: The name is for pods
    Then reachability is:
      |             | my-service:80 | my-service:9376 |
      | pod client  | .             | -               |
      | host worker | ?             | ?               |
      | outside     | ?             | ?               |
