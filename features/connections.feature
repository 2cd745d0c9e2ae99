@connections
Feature: Connections that are open outlive changes of endpoints

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
                ports: [{ containerPort: 80 }, { containerPort: 80, protocol: UDP }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        selector: { app: web }
        ports:
          - { name: http, port: 80 }
          - { name: dns, port: 80, protocol: UDP }
      """
    And a client pod "client" on node "worker"

  Scenario Outline: A TCP connection stays with its pod until that is gone, mode <mode>
    Given the proxy mode is "<mode>"
    When from pod "client", a connection to "web:80" is held open
    And deployment "web" is scaled to 2
    And pod "web-1" becomes unready
    Then for at least 5s, the connection still reaches the same pod
    And from pod "client", "web:80" reaches pod "web-2"
    When pod "web-1" is deleted
    Then the connection is over

    Examples:
      | mode     |
      | iptables |

    @nftables
    Examples:
      | mode     |
      | nftables |

  Scenario: Not even the end of the Service cuts it
    When from pod "client", a connection to "web:80" is held open
    And service "web" is deleted
    Then for at least 5s, the connection still reaches the same pod

  Scenario Outline: Datagrams of one socket find another pod once theirs serves no more, mode <mode>
    Given the proxy mode is "<mode>"
    When from pod "client", a connection to "web:80" over UDP is held open
    And deployment "web" is scaled to 2
    Then the connection still reaches the same pod
    When pod "web-1" is deleted
    Then the connection reaches another pod

    Examples:
      | mode     |
      | iptables |

    @nftables
    Examples:
      | mode     |
      | nftables |

  Scenario: Datagrams of one socket arrive once there is a pod
    When deployment "web" is scaled to 0
    And from pod "client", a connection to "web:80" over UDP is held open
    Then the connection is refused
    When deployment "web" is scaled to 1
    Then the connection reaches a pod
