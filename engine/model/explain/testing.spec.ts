import assert from 'node:assert/strict';
import type { Protocol, ProxyConfig } from '../../kube/index.ts';
import { defaultCluster, parseManifests, withProxyMode } from '../../kube/index.ts';
import { noFaults, type Faults } from '../state.ts';
import { makeState } from '../make-state.ts';
import { resolve } from '../resolve.ts';
import { flow } from '../world.spec.ts';
import { likelyCauses } from './likely-causes.ts';

/** A cluster of a test in YAML, and what is said of a flow there. */

const client = `
apiVersion: v1
kind: Pod
metadata: { name: client }
spec: { containers: [{ name: main, image: img }] }
---`;

export const web = (more = '', labels = '{ app: web }') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web-deploy }
spec:
  replicas: 2
  selector: { matchLabels: ${labels} }
  template:
    metadata: { labels: ${labels} }
    spec:
      containers:
        - name: main
          image: img
          ports: [{ name: http, containerPort: 8080 }]${more}
---`;

export const service = (spec: string, name = 'web', namespace = 'default') => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
---`;

export interface Case {
  readonly yaml: string;
  readonly from?: string;
  readonly to: string;
  readonly protocol?: Protocol | 'ICMP';
  readonly mode?: 'nftables' | 'ipvs';
  readonly proxy?: Partial<ProxyConfig>;
  readonly faults?: Partial<Faults>;
}

/** `text @line | hint` of each cause. */
export function causes({ yaml, from = 'client', to, protocol, mode, proxy, faults }: Case): string[] {
  const { manifests, problems } = parseManifests(`${client}${yaml}`, 'app.yaml');
  assert.deepEqual(problems, []);
  const plain = mode ? withProxyMode(defaultCluster(2), mode) : defaultCluster(2);
  const cluster = { ...plain, proxy: { ...plain.proxy, ...proxy } };
  const state = { ...makeState(cluster, manifests), faults: { ...noFaults, ...faults } };
  const asked = { ...flow(from, to), ...(protocol && { protocol }) };
  return likelyCauses(state, asked, resolve(state, asked)).map(
    ({ text, place, hint }) =>
      `${text}${place ? ` @${place.line}` : ''}${hint === undefined ? '' : ` | ${hint}`}`,
  );
}

/** What the names of the Deployment's first pod end in. */
export function podSuffix(yaml: string): string {
  const { manifests } = parseManifests(`${client}${yaml}`, 'app.yaml');
  const state = makeState(defaultCluster(2), manifests);
  const [first] = state.objects
    .list('Pod', 'default')
    .flatMap(({ object }) => /^web-deploy-(.*)$/.exec(object.metadata.name)?.[1] ?? []);
  return first ?? '';
}

describe('the cluster of these tests', () => {
  it('answers a flow that arrives with no cause', () => {
    const yaml = web() + service('{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }');
    assert.deepEqual(causes({ yaml, to: 'web:80' }), []);
  });
});
