Feature: An ExternalName is a name and nothing else
  The notes say: an ExternalName Service is a CNAME to an outside name; it is rarely used, and
  kube-proxy does nothing for it.
  True. It has no address, no endpoints and no port of its own.

  Background:
    Given a client pod "client"

  Scenario: kube-proxy does nothing for it
    Given the manifests in "my-service.yaml"
    Then service "my-service" has no cluster IP
    And service "my-service" has no endpoints

  @iptables
  Scenario: The name leads to wherever the other name leads, on the client's own port
    Given the manifests in "api.yaml"
    Then the flows are:
      | from        | to       | result           |
      | pod client  | api:443  | is reached       |
      | pod client  | api:8443 | times out        |
      | host worker | api:443  | has no such name |

  Scenario: A name that does not exist outside does not exist inside
    Given the manifests in "nowhere.yaml"
    Then from pod "client", "nowhere:3306" has no such name
