Feature: Session affinity sends one source to one pod
  The notes say: sessionAffinity is None or ClientIP and nothing else; with ClientIP all requests of one
  source go to one pod. They ask for other algorithms, such as a hash or a queue: there is none in a
  Service; IPVS has schedulers, and they are the node's, not the Service's.
  True, with limits: the source is what the node sees, each node remembers for itself, and after
  timeoutSeconds without a connection (three hours, unless the Service says otherwise) it is forgotten.

  Scenario: A client stays with its pod
    Given the manifests in "my-service.yaml"
    And a client pod "client"
    When deployment "my-app" is scaled to 3
    Then service "my-service" is stored with:
      | spec.sessionAffinity                               | ClientIP |
      | spec.sessionAffinityConfig.clientIP.timeoutSeconds |    10800 |
    And from pod "client", 30 connections to "my-service:80" all reach one pod

  Scenario: Its pod goes, and the client stays with another
    Given the manifests in "my-service.yaml"
    And a client pod "client"
    Then from pod "client", 5 connections to "my-service:80" all reach one pod
    When deployment "my-app" is scaled to 2
    And pod "my-app-1" becomes unready
    Then from pod "client", 5 connections to "my-service:80" all reach another pod than before

  # No run of a cluster waits for three hours.
  @model-only
  Scenario: After three quiet hours any pod may get the next request
    Given the manifests in "my-service.yaml"
    And a client pod "client"
    Then from pod "client", 5 connections to "my-service:80" all reach one pod
    When deployment "my-app" is scaled to 3
    And 2h pass
    Then from pod "client", 5 connections to "my-service:80" all reach the same pod as before
    When 3h pass
    And 1s passes
    Then from pod "client", "my-service:80" reaches exactly:
      | backend  | share |
      | my-app-1 | 1/3   |
      | my-app-2 | 1/3   |
      | my-app-3 | 1/3   |

  Scenario: There is no other algorithm
    When "hash.yaml" is applied
    Then the manifest is rejected at "spec.sessionAffinity" with "supported values: \"ClientIP\", \"None\""
