/** Services, and for each of them pods that it selects, as one YAML text of many documents. */
export function bigManifest(services: number, podsEach: number): string {
  return Array.from({ length: services }, (_, index) => service(index) + pods(index, podsEach)).join('');
}

function service(index: number): string {
  return `---
apiVersion: v1
kind: Service
metadata:
  name: service-${index}
  namespace: team-${index % 20}
  labels:
    app: app-${index}
spec:
  selector:
    app: app-${index}
  ports:
    - name: http
      port: 80
      targetPort: 8080
    - name: metrics
      port: 9090
`;
}

function pods(index: number, count: number): string {
  return Array.from(
    { length: count },
    (_, pod) => `---
apiVersion: v1
kind: Pod
metadata:
  name: app-${index}-${pod}
  namespace: team-${index % 20}
  labels:
    app: app-${index}
    tier: backend
spec:
  containers:
    - name: app
      image: registry.example/app:1.0
      ports:
        - name: http
          containerPort: 8080
        - name: metrics
          containerPort: 9090
`,
  ).join('');
}
