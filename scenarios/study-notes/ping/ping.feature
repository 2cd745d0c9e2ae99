Feature: A Service's address can't be pinged
  The notes say: ping does not work, because the virtual IP means something only together with the
  port.
  True in iptables mode: no rule, no answer. (nftables mode refuses instead; IPVS mode does answer
  a ping, since there the address sits on every node.)

  @iptables
  Scenario: Only address, port and protocol together are a destination
    Given the manifests in "my-service.yaml"
    And a client pod "client"
    Then the flows are:
      | from        | to              | protocol | result    | backends |
      | pod client  | 10.96.0.19:80   | TCP      | reaches   | my-app-* |
      | pod client  | 10.96.0.19:80   | UDP      | times out |          |
      | pod client  | 10.96.0.19:81   | TCP      | times out |          |
      | pod client  | 10.96.0.19:9376 | TCP      | times out |          |
      | host worker | 10.96.0.19:80   | TCP      | reaches   | my-app-* |
      | host worker | 10.96.0.19:81   | TCP      | times out |          |
