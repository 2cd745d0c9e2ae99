Feature: A Service with several ports names them
  The notes say: a Service may have several ports, each with a name, such as http 80 to 9376 and
  https 443 to 9377; a port number can change in the pod without touching the Service.
  True of both, the second where the targetPort is a name.

  Background:
    Given a client pod "client"

  Scenario: Each port leads to its own targetPort
    Given the manifests in "my-service.yaml"
    Then the flows are:
      | from       | to              | result    | backends |
      | pod client | my-service:80   | reaches   | my-app-*:9376 |
      | pod client | my-service:443  | reaches   | my-app-*:9377 |
      | pod client | my-service:9376 | times out |          |
      | pod client | my-service:9377 | times out |          |

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

  Scenario: Pods behind one named port may listen on different numbers
    Given the manifests in "named.yaml"
    When "green.yaml" is applied
    Then from pod "client", "my-service:80" reaches exactly:
      | pod    | port |
      | blue-*  | 9376 |
      | green-* | 8080 |

  Scenario: A protocol is part of the port
    Given the manifests in "my-service.yaml"
    Then the flows are:
      | from       | to            | protocol | result    | backends |
      | pod client | my-service:80 | TCP      | reaches   | my-app-* |
      | pod client | my-service:80 | UDP      | times out |          |
