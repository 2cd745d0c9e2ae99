@affinity
Feature: Session affinity keeps a client with its pod

  Background:
    Given these manifests:
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
            containers:
              - name: web
                image: web
                ports: [{ containerPort: 80 }, { containerPort: 80, protocol: UDP }, { containerPort: 81 }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        selector: { app: web }
        externalIPs: [192.0.2.80]
        sessionAffinity: ClientIP
        ports:
          - { name: http, port: 80, nodePort: 30887 }
          - { name: dns, port: 80, protocol: UDP, nodePort: 30887 }
          - { name: admin, port: 81 }
      """
    And a client pod "client" on node "worker"
    And a client pod "neighbour" on node "worker"

  Scenario Outline: A client stays where its first connection went, mode <mode>
    Given the proxy mode is "<mode>"
    When deployment "web" is scaled to 3
    Then from pod "client", 30 connections to "web:80" all reach one pod
    And from outside, 30 connections to "worker:30887" all reach one pod
    And from the host of node "worker2", 30 connections to "service/web:80" all reach one pod

    Examples:
      | mode     |
      | iptables |

    @nftables
    Examples:
      | mode     |
      | nftables |

  Scenario Outline: All addresses of a port share what is remembered, mode <mode>
    Given the proxy mode is "<mode>"
    When deployment "web" is scaled to 3
    Then from the host of node "worker", 10 connections to "service/web:80" all reach one pod
    And from the host of node "worker", 10 connections to "worker:30887" all reach the same pod as before
    And from the host of node "worker", 10 connections to "192.0.2.80:80" all reach the same pod as before

    Examples:
      | mode     |
      | iptables |

    @nftables
    Examples:
      | mode     |
      | nftables |

  Scenario Outline: A client leaves its pod when that may not be used, and does not go back, mode <mode>
    Given the proxy mode is "<mode>"
    Then from pod "client", 10 connections to "web:80" all reach one pod
    When deployment "web" is scaled to 3
    Then from pod "client", 10 connections to "web:80" all reach the same pod as before
    When pod "web-1" becomes unready
    Then from pod "client", 10 connections to "web:80" all reach another pod than before
    When pod "web-1" becomes ready
    Then from pod "client", 10 connections to "web:80" all reach the same pod as before

    Examples:
      | mode     |
      | iptables |

    @nftables
    Examples:
      | mode     |
      | nftables |

  Scenario: Clients behind one address are one client
    Pods that dial another node arrive there with the address of their own.

    When deployment "web" is scaled to 3
    Then from pod "client", 10 connections to "worker2:30887" all reach one pod
    And from pod "neighbour", 10 connections to "worker2:30887" all reach the same pod as before

  Scenario Outline: Affinity can be switched off and on, mode <mode>
    Given the proxy mode is "<mode>"
    When deployment "web" is scaled to 3
    Then from pod "client", 30 connections to "web:80" all reach one pod
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        selector: { app: web }
        sessionAffinity: None
        ports: [{ name: http, port: 80 }]
      """
    Then from pod "client", 300 connections to "web:80" spread evenly over 3 pods
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        selector: { app: web }
        sessionAffinity: ClientIP
        ports: [{ name: http, port: 80 }]
      """
    Then from pod "client", 30 connections to "web:80" all reach one pod

    Examples:
      | mode     |
      | iptables |

    @nftables
    Examples:
      | mode     |
      | nftables |

  # One sample can't show that draws are independent: two clients may well come to one pod.
  @model-only
  Scenario: Each port, each protocol and each node remembers for itself
    Then from pod "client", 10 connections to "web:80" all reach one pod
    And from outside, 10 connections to "worker:30887" all reach one pod
    When deployment "web" is scaled to 3
    Then from pod "client", "web:80" reaches exactly:
      | pod   | share |
      | web-1 | 1     |
    And from pod "client", "web:81" reaches exactly:
      | pod   | share |
      | web-1 | 1/3   |
      | web-2 | 1/3   |
      | web-3 | 1/3   |
    And from pod "client", "web:80" over UDP reaches exactly:
      | pod   | share |
      | web-1 | 1/3   |
      | web-2 | 1/3   |
      | web-3 | 1/3   |
    And from pod "neighbour", "web:80" reaches exactly:
      | pod   | share |
      | web-1 | 1/3   |
      | web-2 | 1/3   |
      | web-3 | 1/3   |
    And from outside, "worker:30887" reaches exactly:
      | pod   | share |
      | web-1 | 1     |
    And from outside, "worker2:30887" reaches exactly:
      | pod   | share |
      | web-1 | 1/3   |
      | web-2 | 1/3   |
      | web-3 | 1/3   |

  # Nobody can make three hours pass on a cluster.
  @model-only
  Scenario Outline: The timeout counts from the last connection, mode <mode>
    Given the proxy mode is "<mode>"
    Then from pod "client", 10 connections to "web:80" all reach one pod
    When deployment "web" is scaled to 3
    And 10799s pass
    Then from pod "client", 10 connections to "web:80" all reach the same pod as before
    When 10799s pass
    Then from pod "client", 10 connections to "web:80" all reach the same pod as before
    When 10801s pass
    Then from pod "client", "web:80" reaches exactly:
      | pod   | share |
      | web-1 | 1/3   |
      | web-2 | 1/3   |
      | web-3 | 1/3   |

    Examples:
      | mode     |
      | iptables |
      | nftables |

  # Nobody can make three hours pass on a cluster, to the second. iptables asks for an age of so many seconds at most.
  @model-only @iptables
  Scenario: When exactly the timeout has passed, iptables mode still remembers
    Then from pod "client", 10 connections to "web:80" all reach one pod
    When deployment "web" is scaled to 2
    And 3h pass
    Then from pod "client", 10 connections to "web:80" all reach the same pod as before

  # As above. An element of an nftables set is gone when its time is up.
  @model-only
  Scenario: When exactly the timeout has passed, nftables mode has forgotten
    Given the proxy mode is "nftables"
    Then from pod "client", 10 connections to "web:80" all reach one pod
    When deployment "web" is scaled to 2
    And 3h pass
    Then from pod "client", "web:80" reaches exactly:
      | pod   | share |
      | web-1 | 1/2   |
      | web-2 | 1/2   |
