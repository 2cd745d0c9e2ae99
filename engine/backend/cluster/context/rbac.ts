import { stringify } from 'yaml';
import { permissions, type Permission } from './permission.ts';

const name = 'reachform';

/** The least RBAC as a manifest: a ClusterRole to bind to whoever runs scenarios, and a Role in kube-system. */
export function rbacManifest(list: readonly Permission[] = permissions): string {
  const byNamespace = Map.groupBy(list, ({ namespace }) => namespace ?? '');
  const documents = [...byNamespace].map(([namespace, own]) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: namespace === '' ? 'ClusterRole' : 'Role',
    metadata: { name, ...(namespace !== '' && { namespace }) },
    rules: own.map(({ group, resource, verbs }) => ({
      apiGroups: [group],
      resources: [resource],
      verbs: [...verbs],
    })),
  }));
  return [head, ...documents.map((document) => stringify(document))].join('---\n');
}

const head = `# The least that \`reachform test --on context:NAME\` needs. Apply it, then bind both roles:
#   kubectl create clusterrolebinding reachform --clusterrole=reachform --serviceaccount=NAMESPACE:NAME
#   kubectl create rolebinding reachform -n kube-system --role=reachform --serviceaccount=NAMESPACE:NAME
# Written by \`npm run docs\` from the table that the program itself asks for before it starts.
`;
