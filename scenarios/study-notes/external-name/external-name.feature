Feature: An ExternalName is a name and nothing else
  The notes say: an ExternalName Service is a CNAME to an outside name; it is rarely used, and
  kube-proxy does nothing for it.
  True. It has no address, no endpoints and no port of its own.

  Background:
    Given a client pod "client"

  Scenario: The name leads to wherever the other name leads
    Given the manifests in "api.yaml"
    Then the flows are:
      | from       | to       | result    |
      | pod client | api:443  | reaches   |
      | pod client | api:8443 | times out |

  Scenario: A name that does not exist outside does not exist inside
    Given the manifests in "my-service.yaml"
    Then from pod "client", "my-service:3306" has no such name

  Scenario: kube-proxy does nothing: it has neither address nor endpoints
    Given the manifests in "api.yaml"
    Then service "api" has no cluster IP
    And service "api" has no endpoints
