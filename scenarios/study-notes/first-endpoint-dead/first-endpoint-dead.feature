Feature: "iptables retries another pod": it does not
  The notes say: in iptables mode, when the first endpoint does not answer, kube-proxy detects it and
  tries another pod.
  False. A rule picks one endpoint for each connection; who draws the dead one waits in vain. Only
  the userspace mode, gone since 1.26, tried another. Readiness is what takes dead pods out.

  Background:
    Given the manifests in "my-service.yaml"
    And a client pod "client"

  Scenario: One of two endpoints is dead, and half of all connections die with it
    When "dead.yaml" is applied
    Then from pod "client", "my-service:80" reaches exactly:
      | backend      | port | share | result    |
      | my-app-1     | 9376 | 1/2   | reaches   |
      | 10.244.0.250 | 9376 | 1/2   | times out |

  Scenario: Every node throws its own dice
    When "dead.yaml" is applied
    Then from the host of node "worker", "service/my-service:80" reaches exactly:
      | backend      | port | share | result    |
      | my-app-1     | 9376 | 1/2   | reaches   |
      | 10.244.0.250 | 9376 | 1/2   | times out |

  Scenario: A pod that says it is not ready is left out: nobody meets it
    Given deployment "my-app" is scaled to 2
    When pod "my-app-1" becomes unready
    Then from pod "client", "my-service:80" reaches only pod "my-app-2"
