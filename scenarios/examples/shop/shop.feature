Feature: the shop can be reached

  Background:
    Given the manifests in "web.yaml"
    And a client pod "client" on node "worker2"

  Scenario: customers come in through every node that runs the shop
    Then the flows are:
      | from       | to                  | result           | backends | source |
      | pod client | web:80              | reaches          | web-*    | kept   |
      | pod client | web.other:80        | has no such name |          |        |
      | outside    | worker:30080        | reaches          | web-*    | kept   |
      | outside    | worker2:30080       | reaches          | web-*    | kept   |
      | outside    | control-plane:30080 | times out        |          |        |
      | outside    | worker:8080         | is refused       |          |        |

  Scenario: nothing left
    When deployment "web" is scaled to 0
    Then from pod "client", "http://web/" is refused
