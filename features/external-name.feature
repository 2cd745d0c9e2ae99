@external-name
Feature: An ExternalName is another name for a name

  Background:
    Given service "web" on port 80 with 2 ready pods
    And a client pod "client"

  Scenario: It leads wherever the other name leads
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: front }
      spec:
        type: ExternalName
        externalName: web.default.svc.cluster.local
      """
    Then service "front" has no cluster IP
    And from pod "client", "front:80" reaches only pods "web-*"
    And from pod "client", "front" resolves to the cluster IP of service "web"

  @iptables
  Scenario: Its own ports are decoration
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: front }
      spec:
        type: ExternalName
        externalName: web.default.svc.cluster.local
        ports: [{ port: 9999, targetPort: 80 }]
      """
    Then from pod "client", "front:9999" is unhandled
    And from pod "client", "front:80" reaches only pods "web-*"

  Scenario: A name that leads nowhere inside the cluster does not exist
    Given this manifest:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: front }
      spec:
        type: ExternalName
        externalName: nobody.default.svc.cluster.local
      """
    Then from pod "client", "front:80" has no such name
