import assert from 'node:assert/strict';
import { UserError } from '../../errors/index.ts';
import { defaultCluster, parseManifests } from '../../kube/index.ts';
import { branches } from '../connect.ts';
import { makeState } from '../make-state.ts';
import { resolve } from '../resolve.ts';
import { noFaults, type Faults } from '../state.ts';
import { endpoint, flow, pod as podAt, service as serviceAt, slice, world } from '../world.spec.ts';
import { whyNot } from './why-not.ts';

const pod = (name: string, node = 'worker', more = '', labels = '{app: web}', containers = '') => `
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: ${labels}}
spec: {nodeName: ${node}, containers: [{name: main, image: img, ports: [{name: http, containerPort: 8080}]${containers}}]}
${more}`;
const service = (spec = '') => `
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]${spec && `, ${spec}`}}`;
const unready = ', readinessProbe: {exec: {command: ["false"]}}';
const client = pod('client', 'worker', '', '{run: client}');

interface Case {
  readonly yaml: string;
  readonly pod?: string;
  readonly from?: string;
  readonly to?: string;
  readonly faults?: Partial<Faults>;
}

/** `SHARE: text | hint`, each reason. */
function reasons({ yaml, pod: name = 'default/a', from = 'client', to = 'web:80', faults }: Case): string[] {
  const { manifests, problems } = parseManifests(client + yaml, 'app.yaml');
  assert.deepEqual(problems, []);
  const state = { ...makeState(defaultCluster(2), manifests), faults: { ...noFaults, ...faults } };
  const asked = flow(from, to);
  const { probability, reasons: all } = whyNot(state, asked, resolve(state, asked), name);
  return all.length === 0
    ? [String(probability)]
    : all.map(({ text, hint }) => `${probability}: ${text}${hint === undefined ? '' : ` | ${hint}`}`);
}

describe('what keeps a pod from being reached', () => {
  const rows: readonly (readonly [string, Case, string | RegExp])[] = [
    ['nothing', { yaml: pod('a') + service() }, '1'],
    ['the choice of others', { yaml: pod('a') + pod('b') + service() }, '0.5'],
    [
      'a label',
      { yaml: pod('a', 'worker', '', '{app: wbe}') + pod('b') + service() },
      '0: selector app=web of service default/web does not pick pod default/a, which has the label app=wbe | the label app: web on the pod',
    ],
    [
      'a label that is missing',
      { yaml: pod('a', 'worker', '', '{run: a}') + pod('b') + service() },
      /has no label app \|/,
    ],
    [
      'a namespace',
      {
        yaml: pod('a').replace('{name: a,', '{name: a, namespace: other,') + pod('b') + service(),
        pod: 'other/a',
      },
      '0: pod other/a is in namespace other, and service default/web selects in its own namespace only | a Service in namespace other',
    ],
    [
      'readiness',
      { yaml: pod('a', 'worker', '', '{app: web}', unready) + pod('b') + service() },
      /^0: pod default\/a \(10\.244\.1\.\d+:8080\) is left out: not ready: the pod is not ready \(ContainersNotReady\), see the readiness probe of container main$/,
    ],
    [
      'policy',
      { yaml: pod('a', 'worker2') + pod('b') + service('internalTrafficPolicy: Local') },
      /is left out: other node: it is on node worker2, and policy Local keeps traffic on worker$/,
    ],
    [
      'policy, and readiness too',
      {
        yaml:
          pod('a', 'worker2', '', '{app: web}', unready) + pod('b') + service('internalTrafficPolicy: Local'),
      },
      /keeps traffic on worker; and not ready$/,
    ],
    [
      'the name of a port',
      { yaml: pod('a').replace('name: http', 'name: web') + pod('b') + service() },
      '0: pod default/a is left out: port name missing: no container has a TCP port named http',
    ],
    [
      'its end',
      { yaml: pod('a', 'worker', 'status: {phase: Succeeded, podIP: 10.244.1.9}') + pod('b') + service() },
      '0: pod default/a is left out: has ended: phase Succeeded',
    ],
    [
      'a port of the Service',
      { yaml: pod('a') + service(), to: 'web:81' },
      /^0: service default\/web has no port 81; it has 80\/TCP$/,
    ],
    [
      'a protocol of the Service',
      { yaml: pod('a') + service().replace('port: 80', 'port: 80, protocol: UDP'), to: 'service/web:80' },
      '0: port 80 of service default/web is UDP, the flow is TCP',
    ],
    [
      'a name that leads nowhere',
      { yaml: pod('a') + service(), to: 'wbe:80' },
      /^0: there is no service wbe in namespace default/,
    ],
    [
      'a node that is cut off',
      {
        yaml: pod('a', 'worker2') + pod('b') + service(),
        to: 'service/web:80',
        faults: { cutOffNodes: new Set(['worker2']) },
      },
      '0: 1/2 of connections come to pod default/a, and end there: node worker2 is cut off',
    ],
    [
      "the client's own node",
      {
        yaml: pod('a', 'worker2') + service(),
        to: 'service/web:80',
        faults: { cutOffNodes: new Set(['worker']) },
      },
      /^0: node worker is cut off from the others$/,
    ],
    [
      'another destination',
      { yaml: pod('a') + pod('b') + service(), to: 'pod/b:8080' },
      /^0: the flow dials 10\.244\.1\.\d+:8080, the address of pod default\/b, and pod default\/a has 10\.244\.1\.\d+$/,
    ],
    [
      'a port that nobody listens on',
      { yaml: pod('a') + service(), to: 'pod/a:81' },
      /^0: nobody in pod default\/a listens on 81\/TCP: it listens on 8080\/TCP$/,
    ],
    [
      'a headless name that lists ready pods only',
      {
        yaml: pod('a', 'worker', '', '{app: web}', unready) + pod('b') + service('clusterIP: None'),
        to: 'web:8080',
      },
      /^0: service default\/web is headless: its name leads to ready pods alone, and pod default\/a is not ready/,
    ],
  ];
  for (const [words, asked, expected] of rows) {
    it(words, () => {
      const [first = '', ...others] = reasons(asked);
      assert.deepEqual(others, []);
      if (typeof expected === 'string') assert.equal(first, expected);
      else assert.match(first, expected);
    });
  }

  it('is a hint for another zone or node', () => {
    const zone = (name: string) => ({ 'topology.kubernetes.io/zone': name });
    const state = world(
      [
        podAt('a', 'worker', '10.244.1.5'),
        podAt('b', 'worker2', '10.244.2.5'),
        serviceAt('web', {}),
        slice('web', [
          endpoint('10.244.1.5', 'worker', 'ready zone:one'),
          endpoint('10.244.2.5', 'worker2', 'ready zone:two'),
        ]),
      ],
      { nodeLabels: { worker: zone('one'), worker2: zone('two') } },
    );
    const named = slice('web', [
      { ...endpoint('10.244.1.5', 'worker', 'ready zone:one'), targetRef: { kind: 'Pod', name: 'a' } },
      { ...endpoint('10.244.2.5', 'worker2', 'ready zone:two'), targetRef: { kind: 'Pod', name: 'b' } },
    ]);
    const hinted = { ...state, objects: state.objects.with([named]) };
    const asked = flow('host worker', '10.96.0.20:80');
    const { reasons: all } = whyNot(hinted, asked, resolve(hinted, asked), 'default/b');
    assert.deepEqual(
      all.map(({ text }) => text),
      ['pod default/b (10.244.2.5:8080) is left out: other zone: its hint is for two, node worker is in one'],
    );
  });

  it('is a client that is remembered elsewhere', () => {
    const { manifests } = parseManifests(
      client + pod('a') + pod('b') + service('sessionAffinity: ClientIP'),
      'app.yaml',
    );
    const asked = flow('client', 'web:80');
    const { branches: ways } = branches(makeState(defaultCluster(2), manifests), asked);
    const [atA] = ways.filter(({ backend }) => backend.pod === 'default/a');
    assert.ok(atA);
    const answer = resolve(atA.state, asked);
    const [reason] = whyNot(atA.state, asked, answer, 'default/b').reasons;
    assert.match(
      reason?.text ?? '',
      /^pod default\/b is usable, but client 10\.244\.1\.\d+ is remembered on node worker and stays with default\/a/,
    );
    assert.equal(reason?.place?.file, 'app.yaml');
    assert.equal(whyNot(atA.state, asked, answer, 'default/a').probability, 1);
  });

  it('throws for a pod that does not exist', () => {
    assert.throws(() => reasons({ yaml: pod('a') + service(), pod: 'default/nobody' }), UserError);
  });
});
