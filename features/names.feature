@names
Feature: A Service has a name in every namespace, and a short one in its own

  Background:
    Given service "shop/web" on port 80 with 1 ready pod
    And a client pod "inside" in namespace "shop"
    And a client pod "guest" in namespace "other"

  Scenario: The short name is for the Service's own namespace
    Then from pod "shop/inside", "web:80" reaches service "shop/web"
    And from pod "other/guest", "web:80" has no such name

  Scenario Outline: From elsewhere the name <name> leads there
    Then from pod "other/guest", "<name>" resolves to the cluster IP of service "shop/web"
    And from pod "shop/inside", "<name>" resolves to the cluster IP of service "shop/web"

    Examples:
      | name                       |
      | web.shop                   |
      | web.shop.svc               |
      | web.shop.svc.cluster.local |

  Scenario: The name has nothing to do with endpoints
    When deployment "shop/web" is scaled to 0
    Then from pod "shop/inside", "web" resolves to the cluster IP of service "shop/web"
    And from pod "shop/inside", "web:80" is refused

  Scenario: Nobody has any other name
    Then from pod "shop/inside", "wbe:80" has no such name
    And from pod "shop/inside", "web.other:80" has no such name
    And from pod "shop/inside", "web.shop.svc.example" has no such name

  Scenario: Nodes do not ask the cluster's DNS
    Then from the host of node "worker", "web.shop.svc.cluster.local:80" has no such name
