import assert from 'node:assert/strict';
import { formatPath } from '../../manifest.ts';
import type { KubeObject } from '../../types/meta.ts';
import { validateUpdate } from './validate-update.ts';

type Row = readonly [what: string, old: object, next: object, ...faults: string[]];

const web = { name: 'web', image: 'nginx' };

function check(kind: string, least: object, rows: readonly Row[]): void {
  const object = (spec: object): KubeObject =>
    ({ apiVersion: 'v1', kind, metadata: { name: 'web' }, spec: { ...least, ...spec } }) as KubeObject;
  for (const [what, old, next, ...faults] of rows) {
    it(what, () => {
      const said = validateUpdate(object(next), object(old)).map(
        ({ path, what: words }) => `${formatPath(path)}: ${words}`,
      );
      assert.deepEqual(said, faults);
    });
  }
}

describe('an update of a pod (TestValidatePodUpdate)', () => {
  const onlyThese =
    'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';
  const run = (...containers: object[]): object => ({ containers });
  const one = (container: object): object => run({ ...web, ...container });
  const tolerate = (...tolerations: object[]): object => ({ tolerations });
  const a = { key: 'a', effect: 'NoExecute' };
  const gates = (...names: string[]): object => ({ schedulingGates: names.map((name) => ({ name })) });
  const deadline = (activeDeadlineSeconds: number): object => ({ activeDeadlineSeconds });
  const tcpSocket = { port: 80 };

  check('Pod', run(web), [
    ['may change images', {}, one({ image: 'nginx:latest' })],
    ['may not leave them out', {}, one({ image: '' }), 'spec.containers[0].image: Required value'],
    ['changes nothing else', {}, { hostNetwork: true }, onlyThese],
    ['changes nothing else of containers', {}, one({ args: ['x'] }), onlyThese],
    ['changes when an image is pulled, which goes by its tag', {}, one({ image: 'nginx:1' }), onlyThese],
    [
      'has as many containers',
      {},
      run(web, { ...web, name: 'b' }),
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    ],
    [
      'has as many init containers',
      { initContainers: [{ ...web, name: 'b' }] },
      { hostNetwork: true },
      'spec.initContainers: Forbidden: pod updates may not add or remove containers',
    ],
    ['may end a pod earlier', {}, deadline(5)],
    ['may end a pod even earlier', deadline(5), deadline(4)],
    [
      'ends it no later, and then nothing else is looked at',
      deadline(5),
      { ...deadline(6), hostNetwork: true },
      'spec.activeDeadlineSeconds: Invalid value: 6: must be less than or equal to previous value',
    ],
    [
      'ends it some time',
      deadline(5),
      {},
      'spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value',
    ],
    [
      'ends it not before it began',
      deadline(5),
      { ...deadline(-1), hostNetwork: true },
      'spec.activeDeadlineSeconds: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      'spec.activeDeadlineSeconds: Invalid value: -1: must be between 1 and 2147483647, inclusive',
    ],
    [
      'may tolerate more, for another time',
      tolerate(a),
      tolerate({ key: 'b' }, { ...a, tolerationSeconds: 5 }),
    ],
    [
      'tolerates what it did',
      tolerate(a),
      tolerate({ key: 'a', effect: 'NoSchedule' }),
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ],
    [
      'may give up a grace period that was none',
      { terminationGracePeriodSeconds: -1 },
      { terminationGracePeriodSeconds: 1 },
    ],
    [
      'keeps a grace period that was one',
      { terminationGracePeriodSeconds: 5 },
      { terminationGracePeriodSeconds: 1 },
      onlyThese,
    ],
    ['may open a gate', gates('a', 'b'), gates('b')],
    [
      'closes none',
      gates('a'),
      gates('a', 'b', 'c'),
      ...['b', 'c'].map(
        (name, i) =>
          `spec.schedulingGates[${i + 1}].name: Forbidden: only deletion is allowed, but found new scheduling gate '${name}'`,
      ),
    ],
    [
      'may put a pod on a node that it waits for',
      gates('a'),
      { ...gates('a'), nodeName: 'worker' },
      onlyThese,
    ],
    [
      'may say what is so anyway',
      one({ readinessProbe: { tcpSocket }, ports: [{ containerPort: 80 }] }),
      {
        ...one({
          imagePullPolicy: 'Always',
          readinessProbe: { tcpSocket, periodSeconds: 10, initialDelaySeconds: 0 },
          ports: [{ name: '', containerPort: 80, hostPort: 0 }],
        }),
        hostNetwork: false,
        schedulerName: 'default-scheduler',
      },
    ],
  ]);
});

describe('an update of a pod that waits for a gate (TestValidatePodUpdate)', () => {
  const required = (...nodeSelectorTerms: object[]): object => ({
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  });
  const exists = (...keys: string[]): object => ({
    matchExpressions: keys.map((key) => ({ key, operator: 'Exists' })),
  });
  const path = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  const onlyMore = 'only additions are allowed (no mutations or deletions)';
  const isB = '{"MatchExpressions":[{"Key":"b","Operator":"Exists","Values":null}],"MatchFields":null}';

  check('Pod', { containers: [web], schedulingGates: [{ name: 'a' }] }, [
    ['may ask for more labels', { nodeSelector: { a: 'b' } }, { nodeSelector: { c: 'd', a: 'b' } }],
    [
      'asks for no others',
      { nodeSelector: { a: 'b' } },
      { nodeSelector: { d: '1', c: '2' } },
      'spec.nodeSelector: Invalid value: {"c":"2","d":"1"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
    ],
    ['may begin to ask', {}, required(exists('a'))],
    ['may ask for more of each', required(exists('a')), required(exists('a', 'b'))],
    [
      'asks for no less of one',
      required(exists('a')),
      required(exists('b')),
      `${path}[0]: Invalid value: ${isB}: ${onlyMore}`,
    ],
    [
      'asks for nothing where it asked for nothing',
      required({}),
      required(exists('b')),
      `${path}[0]: Invalid value: ${isB}: ${onlyMore}`,
    ],
    [
      'asks for no less',
      required(exists('b')),
      {},
      `${path}: Invalid value: null: no additions/deletions to non-empty NodeSelectorTerms list are allowed`,
    ],
  ]);
});

describe('an update of a workload', () => {
  const labels = { app: 'web' };
  const template = (spec: object = {}): object => ({
    template: { metadata: { labels }, spec: { containers: [web], ...spec } },
  });
  const selector = { matchExpressions: [{ key: 'app', operator: 'Exists', values: [] }] };
  const least = { selector: { matchLabels: labels }, ...template() };

  for (const kind of ['Deployment', 'ReplicaSet', 'DaemonSet']) {
    check(kind, least, [
      [`${kind}: may change the template`, {}, template({ hostNetwork: true })],
      [
        `${kind}: keeps the selector`,
        {},
        { selector },
        'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"Exists"}]}: field is immutable',
      ],
    ]);
  }

  const onlyThese =
    "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
  check('StatefulSet', least, [
    [
      'StatefulSet: may change a few fields (TestValidateStatefulSetUpdate)',
      { serviceName: '' },
      {
        replicas: 3,
        ordinals: { start: 1 },
        updateStrategy: { type: 'OnDelete' },
        revisionHistoryLimit: 1,
        minReadySeconds: 1,
        podManagementPolicy: 'OrderedReady',
      },
    ],
    ['StatefulSet: changes no others', {}, { podManagementPolicy: 'Parallel' }, onlyThese],
    ['StatefulSet: has had the name of its Service for long', {}, { serviceName: 'a.b' }, onlyThese],
  ]);

  const never = { restartPolicy: 'Never' };
  const rack = { ...never, nodeSelector: { rack: '1' }, tolerations: [{ operator: 'Exists' }] };
  const own = { template: { metadata: { labels }, spec: { containers: [web], ...rack } } };
  const indexed = (completions: number, parallelism: number): object => ({
    completionMode: 'Indexed',
    completions,
    parallelism,
  });
  check('Job', template(never), [
    ['Job: may run more at once (TestValidateJobUpdate)', { parallelism: 1 }, { parallelism: 2 }],
    [
      'Job: makes the same pods',
      {},
      own,
      `spec.template: Invalid value: ${JSON.stringify(own.template)}: field is immutable`,
    ],
    ['Job: may choose other nodes while it never started', { suspend: true }, own],
    [
      'Job: makes the same pods even then',
      { suspend: true },
      template({ ...never, hostNetwork: true }),
      `spec.template: Invalid value: ${JSON.stringify((template({ ...never, hostNetwork: true }) as typeof own).template)}: field is immutable`,
    ],
    ['Job: counts its pods or not', { completionMode: 'NonIndexed' }, {}],
    [
      'Job: begins to count no more',
      { completions: 1 },
      { completions: 1, completionMode: 'Indexed' },
      'spec.completionMode: Invalid value: "Indexed": field is immutable',
    ],
    [
      'Job: ends after the same number',
      { completions: 1 },
      { completions: 2 },
      'spec.completions: Invalid value: 2: field is immutable',
    ],
    ['Job: that counts may grow', indexed(1, 1), indexed(2, 2)],
    [
      'Job: that counts grows in one step',
      indexed(1, 1),
      indexed(2, 1),
      'spec.completions: Invalid value: 2: can only be modified in tandem with spec.parallelism',
    ],
  ]);
});

describe('an update of a node (TestValidateNodeUpdate)', () => {
  const not = (field: string, name: string): string =>
    `spec.${field}: Forbidden: node updates may not change ${name} except from "" to valid`;
  check('Node', {}, [
    ['may give it a range and a name', {}, { podCIDR: '10.0.0.0/24', providerID: 'kind://a' }],
    ['may say it in both fields', { podCIDR: '10.0.0.0/24' }, { podCIDRs: ['10.0.0.0/24'] }],
    ['keeps its range', { podCIDR: '10.0.0.0/24' }, { podCIDR: '10.0.1.0/24' }, not('podCIDRs', 'podCIDR')],
    ['keeps its ranges', { podCIDR: '10.0.0.0/24' }, {}, not('podCIDRs', 'podCIDR')],
    [
      'keeps its name',
      { providerID: 'kind://a' },
      { providerID: 'kind://b' },
      not('providerID', 'providerID'),
    ],
    ['may stop it', {}, { unschedulable: true, taints: [{ key: 'a', effect: 'NoSchedule' }] }],
  ]);
});
