@topology
Feature: A Service can keep traffic near its client
  The notes say: with Service topology, labels of nodes say which endpoints are preferred: the same node,
  then the same zone, then any.
  The field of the notes, topologyKeys, never left alpha and is gone since 1.22. Today trafficDistribution says PreferSameZone or
  PreferSameNode, a controller writes hints into EndpointSlices, and proxies obey them. A preference always
  ends with any endpoint; topologyKeys could end with none.

  Background:
    Given the cluster "zones.yaml"
    And the manifests in "my-service.yaml"
    And a client pod "client-a" on node "worker"
    And a client pod "client-c" on node "control-plane"

  Scenario: Without a preference any pod may answer
    Then from pod "client-a", "anywhere:80" reaches exactly:
      | pod  | share |
      | in-a | 1/2   |
      | in-b | 1/2   |

  Scenario: Prefer the zone, and the node in it
    Then from pod "client-a", "same-zone:80" reaches only pod "in-a"
    And from pod "client-a", "same-node:80" reaches only pod "in-a"

  Scenario: Who has no pod nearby gets any
    Then from pod "client-c", "same-zone:80" reaches exactly:
      | pod  | share |
      | in-a | 1/2   |
      | in-b | 1/2   |
    And from pod "client-c", "same-node:80" reaches exactly:
      | pod  | share |
      | in-a | 1/2   |
      | in-b | 1/2   |

  Scenario: A pod nearby that is not ready is no reason to stay
    When pod "in-a" becomes unready
    Then from pod "client-a", "same-zone:80" reaches only pod "in-b"

  # No release that kind still makes knows topologyKeys.
  @model-only
  Scenario: topologyKeys had no way out: without a match nobody was reached
    Given the cluster "zones-with-topology-keys.yaml"
    And Kubernetes 1.21
    And the manifests in "topology-keys.yaml"
    Then from pod "client-a", "by-keys:80" reaches only pod "in-a"
    And from pod "client-c", "by-keys:80" is refused
