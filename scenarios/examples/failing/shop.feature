Feature: the shop can be reached
  This one fails, to show what a failure looks like: the Service takes outside traffic only on
  nodes that run a pod of it.

  Background:
    Given the manifests in "../shop/web.yaml"
    And a client pod "client" on node "worker2"

  Scenario: customers come in through every node
    Then the flows are:
      | from       | to                  | result     | backends | source |
      | pod client | web:80              | reaches    | web-*    | kept   |
      | outside    | worker:30080        | reaches    | web-*    |        |
      | outside    | control-plane:30080 | reaches    | web-*    |        |
      | outside    | worker:8080         | is refused |          |        |
