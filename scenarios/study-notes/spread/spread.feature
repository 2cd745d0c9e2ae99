Feature: Any pod may get a request
  The notes say: any pod may get a request, at random, and pods get about the same number.
  True of new connections in the iptables and nftables modes: each is drawn anew, with even chances.
  All requests on one kept-alive connection go to the same pod.

  Background:
    Given the manifests in "my-service.yaml"
    And a client pod "client"

  Scenario: Three pods get a third each
    Then from pod "client", 300 connections to "my-service:80" spread evenly over 3 pods

  Scenario: A pod that joins gets its share of new connections
    When deployment "my-app" is scaled to 4
    Then from pod "client", 300 connections to "my-service:80" spread evenly over 4 pods

  Scenario: A pod that is not ready gets none
    When pod "my-app-1" becomes unready
    Then from pod "client", 300 connections to "my-service:80" spread evenly over 2 pods
