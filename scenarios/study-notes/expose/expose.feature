Feature: kubectl expose makes a Service of a workload
  The notes say: `kubectl expose rs go-demo-2 --name=go-demo-2-svc --target-port=28017
  --type=NodePort` makes a Service; it works on pods, deployments and services too.
  True. It copies numbers and labels and checks nothing: a Service may be exposed that nobody
  answers behind.

  Background:
    Given a client pod "client"

  Scenario: The notes' own command
    Given the manifests in "go-demo-2.yaml"
    When replicaset "go-demo-2" is exposed with:
      | name        | go-demo-2-svc |
      | target-port | 28017         |
      | type        | NodePort      |
    Then from pod "client", "go-demo-2-svc:28017" reaches only pods "go-demo-2-*"
