Feature: "iptables retries another pod": it does not
  The notes say: in iptables mode, when the first endpoint does not answer, kube-proxy detects it and
  tries another pod.
  False. A rule picks one endpoint for each connection; who draws the dead one waits in vain. Only
  the userspace mode, gone since 1.26, tried another. Readiness is what takes dead pods out.

  Background:
    Given the manifests in "my-service.yaml"
    And a client pod "client"

  Scenario: One of two endpoints is dead: every second connection dies with it
    When "dead.yaml" is applied
    Then from pod "client", connections to "my-service:80" follow shares:
      | backend           | share | result    |
      | my-app-1          | 1/2   | reaches   |
      | 10.244.0.250:9376 | 1/2   | times out |
