@spread
Feature: New connections divide over endpoints as the rules say

  Background:
    Given service "web" on port 80 with 3 ready pods
    And a client pod "client"

  Scenario: Evenly over all that are ready
    Then from pod "client", 300 connections to "web:80" spread evenly over 3 pods

  Scenario: A pod that is not ready gets none
    When pod "web-2" becomes unready
    Then from pod "client", 300 connections to "web:80" follow shares:
      | pod   | share |
      | web-1 |   1/2 |
      | web-3 |   1/2 |

  Scenario: One pod gets all
    When deployment "web" is scaled to 1
    Then from pod "client", 30 connections to "web:80" all reach one pod

  Scenario: Nobody tries another endpoint when one does not listen
    Given these manifests:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: mixed }
      spec: { ports: [{ port: 80 }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: good }
      spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: half, labels: { part: second } }
      spec: { selector: { half: "yes" }, ports: [{ port: 80, targetPort: 80 }] }
      """
    When pod "good" gets the label "half=yes"
    Then from pod "client", 30 connections to "half:80" all reach one pod
