@topology
Feature: A Service can keep traffic near its client
  The notes say: with Service topology, labels of nodes say which endpoints are preferred: the same node,
  then the same zone, then any.
  The field of the notes, topologyKeys, never left alpha and is gone since 1.22. Today trafficDistribution
  says PreferSameZone or PreferSameNode, a controller writes hints into EndpointSlices, and proxies obey
  them. A preference always ends with any endpoint; topologyKeys could end with none.

  Background:
    Given the cluster "zones.yaml"
    And the manifests in "my-service.yaml"
    And a client pod "client" on node "worker"
    And a client pod "neighbour" on node "worker2"
    And a client pod "stranger" on node "control-plane"

  Scenario: Without a preference any pod may answer
    Then from pod "client", "anywhere:80" reaches exactly:
      | pod    | share |
      | in-one | 1/2   |
      | in-two | 1/2   |

  Scenario: The node comes first, then the zone
    Then from pod "client", "same-zone:80" reaches only pod "in-one"
    And from pod "client", "same-node:80" reaches only pod "in-one"
    And from pod "neighbour", "same-node:80" reaches only pod "in-one"

  Scenario: A node without a zone gets any
    Then from pod "stranger", "same-zone:80" reaches exactly:
      | pod    | share |
      | in-one | 1/2   |
      | in-two | 1/2   |
    And from pod "stranger", "same-node:80" reaches exactly:
      | pod    | share |
      | in-one | 1/2   |
      | in-two | 1/2   |

  Scenario: A pod nearby that is not ready is no reason to stay
    When pod "in-one" becomes unready
    Then from pod "client", "same-zone:80" reaches only pod "in-two"

  # No release that kind still makes knows topologyKeys.
  @model-only
  Scenario: topologyKeys had no way out: without a match nobody was reached
    Given the cluster "zones-with-topology-keys.yaml"
    And Kubernetes 1.21
    And the manifests in "topology-keys.yaml"
    Then from pod "client", "by-keys:80" reaches only pod "in-one"
    And from pod "stranger", "by-keys:80" is refused
