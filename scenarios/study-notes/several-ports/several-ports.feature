Feature: A Service with several ports names them
  The notes say: a Service may have several ports, each with a name, such as http 80 to 9376 and
  https 443 to 9377; a port number can change in the pod without touching the Service.
  True of both, of the second only where the targetPort is a name too.

  Background:
    Given a client pod "client"

  Scenario: The first port leads to its own targetPort
    Given the manifests in "my-service.yaml"
    Then from pod "client", "my-service:80" reaches exactly:
      | pod      | port |
      | my-app-1 | 9376 |
      | my-app-2 | 9376 |

  Scenario: So does the second
    Given the manifests in "my-service.yaml"
    Then from pod "client", "my-service:443" reaches exactly:
      | pod      | port |
      | my-app-1 | 9377 |
      | my-app-2 | 9377 |

  Scenario: Two ports without names are rejected
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: nameless
      spec:
        ports:
          - port: 80
          - port: 443
      """
    Then the manifest is rejected at "spec.ports[0].name" with "Required value"

  Scenario: The number changes in a new version of the pod, and the Service stays
    Given the manifests in "named.yaml"
    When "green.yaml" is applied
    Then from pod "client", "my-service:80" reaches exactly:
      | pod     | port |
      | blue-*  | 9376 |
      | green-* | 8080 |

  @iptables
  Scenario: The protocol belongs to the port
    Given the manifests in "my-service.yaml"
    Then the flows are:
      | from       | to             | protocol | result    | backends |
      | pod client | my-service:80  | TCP      | reaches   | my-app-* |
      | pod client | my-service:80  | UDP      | times out |          |
      | pod client | my-service:443 | UDP      | times out |          |
