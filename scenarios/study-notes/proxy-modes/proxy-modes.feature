Feature: The proxy mode says who chooses the pod
  The notes say: the userspace mode takes pods in turn and opens a port on the node, the iptables mode
  draws at random, and IPVS schedules by rr, lc, dh, sh, sed or nq; where the kernel lacks IPVS, kube-proxy
  falls back to iptables.
  True up to releases: userspace went with 1.26, and since then kube-proxy without IPVS does not start.
  Beyond the notes there is nftables, which draws at random as well; IPVS is on its way out since 1.35.

  Background:
    Given the manifests in "my-service.yaml"
    And a client pod "client" on node "worker"

  Scenario Outline: Each new connection is drawn at random, mode <mode>
    Given the proxy mode is "<mode>"
    Then from pod "client", 300 connections to "my-service:80" spread evenly over 3 pods
    And from pod "client", "my-service:80" reaches exactly:
      | backend  | share | source |
      | my-app-* |     1 | kept   |

    Examples:
      | mode     |
      | iptables |

    @nftables
    Examples:
      | mode     |
      | nftables |

  # A node needs IPVS in its kernel, which many that run kind do not have.
  @ipvs @model-only
  Scenario: IPVS takes pods in turn unless told otherwise, and the pod sees its client
    Given the proxy mode is "ipvs"
    Then from pod "client", 300 connections to "my-service:80" spread evenly over 3 pods
    And from pod "client", "my-service:80" reaches exactly:
      | backend  | share | source |
      | my-app-* |     1 | kept   |

  @ipvs @model-only
  Scenario: With the scheduler sh, a client has its pod
    Given the cluster "ipvs.yaml"
    Then from pod "client", 30 connections to "my-service:80" all reach one pod

  # kube-proxy has no such mode since 1.26, and kind makes no cluster with it.
  @userspace @model-only
  Scenario: In userspace mode the proxy itself is the client of the pod
    Given the proxy mode is "userspace"
    And Kubernetes 1.25
    Then from pod "client", 300 connections to "my-service:80" spread evenly over 3 pods
    And from pod "client", "my-service:80" reaches exactly:
      | backend  | share | source      |
      | my-app-* |     1 | node worker |
