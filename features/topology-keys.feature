# Kubernetes had topologyKeys up to 1.21, behind a feature gate; kind has no node image of these releases.
@topology @model-only
Feature: topologyKeys was the first way to keep traffic near
  Nodes worker and worker2 are in zone one, worker3 is in zone two. Pod web-1 runs on worker, web-3 on worker3.

  Background:
    Given the cluster "clusters/topology-keys.yaml"
    And these manifests:
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: web-1, labels: { app: web } }
      spec:
        nodeSelector: { kubernetes.io/hostname: worker }
        containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: web-3, labels: { app: web } }
      spec:
        nodeSelector: { kubernetes.io/hostname: worker3 }
        containers: [{ name: web, image: web, ports: [{ containerPort: 80 }] }]
      """

  Scenario Outline: <keys> from <node>: <outcome>
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        topologyKeys: <keys>
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    Then from the host of node "<node>", "service/web:80" <outcome>

    Examples:
      | keys                                                      | node    | outcome                    |
      | [kubernetes.io/hostname]                                  | worker  | reaches only pod "web-1"   |
      | [kubernetes.io/hostname]                                  | worker2 | is refused                 |
      | [kubernetes.io/hostname, topology.kubernetes.io/zone]     | worker2 | reaches only pod "web-1"   |
      | [kubernetes.io/hostname, "*"]                             | worker2 | reaches pods "web-*"       |
      | ["*"]                                                     | worker2 | reaches pods "web-*"       |
      | [kubernetes.io/os]                                        | worker2 | is refused                 |

  Scenario: Not for a Service whose external policy is Local
    When this manifest is applied:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        externalTrafficPolicy: Local
        topologyKeys: [kubernetes.io/hostname]
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    Then from the host of node "worker2", "service/web:80" reaches pods "web-*"
