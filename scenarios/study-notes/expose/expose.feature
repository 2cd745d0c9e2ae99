Feature: kubectl expose makes a Service of what runs already
  The notes say: `kubectl expose rs go-demo-2 --name=go-demo-2-svc --target-port=28017
  --type=NodePort` makes a Service; the command takes pods, Deployments and Services too.
  True. But it copies labels and numbers, and checks nothing.

  Background:
    Given a client pod "client"

  Scenario: The notes' own command
    Given the manifests in "go-demo-2.yaml"
    When rs "go-demo-2" is exposed with:
      | name        | go-demo-2-svc |
      | target-port | 28017         |
      | type        | NodePort      |
    Then the flows are:
      | from       | to                                         | result  | backends    |
      | pod client | go-demo-2-svc:28017                        | reaches | go-demo-2-* |
      | outside    | nodeport/worker/go-demo-2-svc:28017        | reaches | go-demo-2-* |
      | outside    | nodeport/control-plane/go-demo-2-svc:28017 | reaches | go-demo-2-* |

  Scenario Outline: A <kind> can be exposed
    Given the manifests in "web.yaml"
    When <kind> "<name>" is exposed with:
      | name        | front    |
      | port        | 80       |
      | target-port | <target> |
    Then from pod "client", "front:80" reaches only pods "<pods>"

    Examples:
      | kind       | name | target | pods  |
      | deployment | web  | 8080   | web-* |
      | service    | web  | 8080   | web-* |
      | pod        | db   | 27017  | db    |

  Scenario: A StatefulSet can't be exposed
    Given the manifests in "web.yaml"
    When statefulset "queue" is exposed with:
      | port | 5672 |
    Then the command is rejected with "cannot expose a StatefulSet.apps"

  Scenario: A port without a target-port is both, and nobody may listen there
    Given the manifests in "web.yaml"
    When deployment "web" is exposed with:
      | name | front |
      | port | 80    |
    Then service "front" has endpoints:
      | pod   | port | ready |
      | web-1 | 80   | yes   |
      | web-2 | 80   | yes   |
