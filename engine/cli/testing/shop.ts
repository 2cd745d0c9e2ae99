/** A small shop: one Deployment, one Service with a node port. */
export const shop = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: example/web
          ports:
            - containerPort: 8080
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
  creationTimestamp: "2026-05-01T11:55:00Z"
spec:
  type: NodePort
  clusterIP: 10.96.0.80
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080
      nodePort: 30080
`;
