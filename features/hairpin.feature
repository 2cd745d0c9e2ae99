@hairpin
Feature: A pod reaches itself through its own Service

  Background:
    Given service "web" on port 80 with 2 ready pods

  Scenario: To itself it comes from another address, to others from its own
    Then from pod "web-1", "web:80" reaches exactly:
      | pod   | share | source |
      | web-1 |   1/2 | hidden |
      | web-2 |   1/2 | kept   |

  Scenario: The only pod of a Service reaches itself
    When deployment "web" is scaled to 1
    Then from pod "web-1", "web:80" reaches only pod "web-1"
    And the backend does not see the client's address
