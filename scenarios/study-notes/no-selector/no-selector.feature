Feature: A Service without a selector leads where a person says
  The notes say: leave the selector out, write the Endpoints by hand, and the Service leads to a
  database outside, to another namespace or to another cluster; a selector can be added later.
  True. The port in the Endpoints counts, the targetPort of such a Service does not.

  Background:
    Given the manifests in "my-service.yaml"
    And a client pod "client"
    And an outside server "db" at "192.0.2.42:9376"

  Scenario: Nobody has written endpoints yet
    Then the flows are:
      | from       | to            | result     |
      | pod client | my-service:80 | is refused |

  @iptables
  Scenario: Endpoints written by hand
    When "endpoints.yaml" is applied
    Then the flows are:
      | from       | to              | result    | backends        |
      | pod client | my-service:80   | reaches   | 192.0.2.42:9376 |
      | host worker | service/my-service:80 | reaches | 192.0.2.42:9376 |
      | pod client | my-service:9376 | times out |                 |

  Scenario: An EndpointSlice written by hand does the same
    When "endpoint-slice.yaml" is applied
    Then from pod "client", "my-service:80" reaches exactly:
      | backend         |
      | 192.0.2.42:9376 |

  Scenario: Moving the database in: a selector takes the endpoints over
    Given the manifests in "endpoints.yaml"
    When "migrated.yaml" is applied
    Then from pod "client", "my-service:80" reaches only pods "my-app-*"
