import assert from 'node:assert/strict';
import { UserError } from '../../../errors/index.ts';
import { parseManifests, type KubeObject } from '../../../kube/index.ts';
import { Api } from '../kubectl/api.ts';
import { FakeApiServer } from '../testing/fake-api-server.ts';
import { fakeScenario } from '../testing/fake-scenario.ts';
import { applyManifests } from './apply-manifests.ts';
import type { Scenario } from './scenario.ts';

const text = `
apiVersion: v1
kind: Namespace
metadata: {name: other, labels: {team: a}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 9376}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-1, labels: {app: web}}
spec: {nodeName: worker, containers: [{name: web, image: nginx}]}
---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: other}
spec: {containers: [{name: client, image: client}]}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;

describe('applyManifests', () => {
  let server: FakeApiServer;
  let api: Api;
  let scenario: Scenario;
  beforeEach(async () => {
    server = new FakeApiServer();
    api = new Api(await server.start());
    scenario = fakeScenario(api);
  });
  afterEach(async () => {
    api.close();
    await server.stop();
  });
  const { manifests } = parseManifests(text, 'shop.yaml');
  const own = 'reachform-abcde-0-shop';
  const patched = (): string[] => server.calls.filter((call) => call.startsWith('PATCH'));

  it('makes namespaces with an account and the programs, then the objects in their order', async () => {
    await applyManifests(scenario, manifests);
    const order = patched().map((call) => call.replace('PATCH /api/v1/namespaces/', ''));
    assert.deepEqual(
      order.slice(-3),
      [`${own}/services/web`, `${own}-other/pods/client`, `${own}/pods/web-1`].sort(
        (a, b) => order.indexOf(a) - order.indexOf(b),
      ),
    );
    assert.ok(order.indexOf(`${own}/services/web`) < order.indexOf(`${own}/pods/web-1`));
    for (const namespace of [own, `${own}-other`]) {
      assert.ok(order.indexOf(namespace) < order.indexOf(`${namespace}/serviceaccounts/default`));
      assert.ok(order.includes(`${namespace}/configmaps/reachform-programs-1`));
    }
    assert.ok(!order.some((path) => path.includes('persistentvolumeclaims')));
  });

  it('marks namespaces as those of the run, and keeps labels that they declare', async () => {
    await applyManifests(scenario, manifests);
    const { metadata } = server.objects.get(`/api/v1/namespaces/${own}-other`) as KubeObject;
    assert.deepEqual(metadata.labels, {
      team: 'a',
      'reachform.dev/run': 'abcde',
      'reachform.dev/scenario': 'shop',
    });
  });

  it('lets stand-ins listen where Services of the same call aim, and pins pods to real nodes', async () => {
    await applyManifests(scenario, manifests);
    const pod = server.objects.get(`/api/v1/namespaces/${own}/pods/web-1`) as KubeObject;
    assert.match(JSON.stringify(pod), /\\"port\\":9376/);
    assert.match(JSON.stringify(pod), /"nodeName":"kc-worker"/);
  });

  it('says all that the API server refuses, at the lines that it complains of', async () => {
    server.refuse = (method, path) => {
      if (method !== 'PATCH' || !/services\/web|pods\/client/.test(path)) return undefined;
      const causes = path.includes('services')
        ? [{ field: 'spec.ports[0].port', message: 'Invalid value: 80: taken' }]
        : [];
      return { status: 422, body: { reason: 'Invalid', message: 'no good', details: { causes } } };
    };
    await assert.rejects(applyManifests(scenario, manifests), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.deepEqual(
        error.problems.map(({ what, where }) => `${what} ${where?.line}`),
        [
          'Service default/web, spec.ports[0].port: Invalid value: 80: taken 9',
          'Pod other/client: no good 16',
        ],
      );
      return true;
    });
  });
});
