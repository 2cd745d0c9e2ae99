import assert from 'node:assert/strict';
import { formatPath } from '../../manifest.ts';
import type { KubeObject } from '../../types/meta.ts';
import { validateObject } from '../validate-object.ts';

type Row = readonly [what: string, spec: object, ...faults: string[]];

const podSpec = { containers: [{ name: 'web', image: 'nginx' }] };
const labels = { app: 'web' };
const template = { metadata: { labels }, spec: podSpec };

/** What is said of a workload whose spec differs from the least there is; each less the `spec.` that it begins with. */
function said(kind: string, spec: object, metadata: object = {}): string[] {
  const own = kind === 'ReplicationController' ? labels : { matchLabels: labels };
  const ends = { template: { ...template, spec: { ...podSpec, restartPolicy: 'Never' } } };
  const object = {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web', ...metadata },
    spec: { template, ...(kind === 'Job' ? ends : { selector: own }), ...spec },
  };
  return validateObject(object as KubeObject).map(
    ({ path, what, message = what }) => `${formatPath(path).replace(/^spec\./, '')}: ${message}`,
  );
}

function check(kind: string, rows: readonly Row[]): void {
  for (const [what, spec, ...faults] of rows) {
    it(what, () => assert.deepEqual(said(kind, spec), faults));
  }
}

const percent =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
const negative = 'Invalid value: -1: must be greater than or equal to 0';
const controllers = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController'];

describe('counts of a workload', () => {
  const counts: Readonly<Record<string, string>> = {
    Deployment: 'replicas minReadySeconds revisionHistoryLimit',
    ReplicaSet: 'replicas minReadySeconds',
    ReplicationController: 'replicas minReadySeconds',
    StatefulSet: 'replicas minReadySeconds',
    DaemonSet: 'minReadySeconds revisionHistoryLimit',
    Job: 'parallelism completions activeDeadlineSeconds backoffLimit ttlSecondsAfterFinished',
  };
  for (const [kind, fields] of Object.entries(counts)) {
    it(`${kind}: ${fields} are not negative`, () => {
      for (const field of fields.split(' ')) {
        assert.deepEqual(said(kind, { [field]: -1 }), [`${field}: ${negative}`]);
        assert.deepEqual(said(kind, { [field]: 0 }), []);
      }
    });
  }
});

describe('the template of a workload', () => {
  for (const kind of controllers) {
    const name = kind === 'Deployment' ? 'ReplicaSet' : kind;
    it(`${kind}: makes pods without end`, () => {
      const spec = { ...podSpec, restartPolicy: 'Maybe', activeDeadlineSeconds: 5 };
      assert.deepEqual(said(kind, { template: { ...template, spec } }), [
        'template.spec.restartPolicy: Unsupported value: "Maybe": supported values: "Always", "OnFailure", "Never"',
        'template.spec.restartPolicy: Unsupported value: "Maybe": supported values: "Always"',
        `template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ${name} is not Supported`,
      ]);
    });

    it(`${kind}: may make pods that want the same port of a node, but not of another number`, () => {
      const withPorts = (...ports: object[]): string[] => {
        const spec = { ...podSpec, hostNetwork: true, containers: [{ name: 'a', image: ' b', ports }] };
        return said(kind, { template: { ...template, spec } });
      };
      assert.deepEqual(withPorts({ containerPort: 80 }, { containerPort: 80 }), []);
      assert.deepEqual(withPorts({ containerPort: 80, hostPort: 81 }), [
        'template.spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true',
      ]);
    });

    it(`${kind}: has names for labels and annotations`, () => {
      const metadata = { labels: { ...labels, tier: 'b!' }, annotations: { 'a b': '' } };
      assert.deepEqual(
        said(kind, { template: { ...template, metadata } }).map((one) => one.split(':')[0]),
        ['template.labels', 'template.annotations'],
      );
    });
  }
});

describe('a selector that is none', () => {
  const selector = { matchExpressions: [{ key: 'app', operator: 'Is', values: ['x'] }] };
  const words = JSON.stringify(selector);
  const operator =
    'selector.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator';
  const broken = { ...template, spec: { containers: [], restartPolicy: 'Never' } };
  const restarts = 'template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"';
  const containers = 'template.spec.containers: Required value';

  const faults: Readonly<Record<string, readonly string[]>> = {
    Deployment: [operator, `selector: Invalid value: ${words}: invalid label selector`],
    ReplicaSet: [operator, `selector: Invalid value: ${words}: invalid label selector`],
    StatefulSet: [operator, `selector: Invalid value: ${words}`, restarts],
    DaemonSet: [operator, containers, restarts],
  };
  for (const [kind, expected] of Object.entries(faults)) {
    it(`${kind}: hides some of what is wrong with the template`, () => {
      assert.deepEqual(said(kind, { selector, template: broken }), expected);
    });
  }

  it('is printed with its labels in order', () => {
    const [mismatch] = said('ReplicaSet', {
      template: { ...template, metadata: { labels: { b: '1', a: '2' } } },
    });
    assert.equal(
      mismatch,
      'template.metadata.labels: Invalid value: {"a":"2","b":"1"}: `selector` does not match template `labels`',
    );
  });

  it('of no labels is null', () => {
    assert.deepEqual(said('ReplicaSet', { template: { spec: podSpec } }), [
      'template.metadata.labels: Invalid value: null: `selector` does not match template `labels`',
    ]);
  });
});

describe('the strategy of a Deployment (TestValidateDeployment)', () => {
  const rolling = (rollingUpdate: object): object => ({ strategy: { rollingUpdate } });
  const unavailable = 'strategy.rollingUpdate.maxUnavailable';
  check('Deployment', [
    ['may be left out', { strategy: {} }],
    ['may be half written', rolling({ maxSurge: 0 })],
    ['has shares or counts', rolling({ maxSurge: '120%', maxUnavailable: 0 })],
    [
      'has no other amounts',
      rolling({ maxSurge: 'x', maxUnavailable: -1 }),
      `${unavailable}: ${negative}`,
      `strategy.rollingUpdate.maxSurge: Invalid value: "x": ${percent}`,
    ],
    [
      'moves',
      rolling({ maxSurge: 0, maxUnavailable: '0%' }),
      `${unavailable}: Invalid value: "0%": may not be 0 when \`maxSurge\` is 0`,
    ],
    [
      'counts a number in quotes, which is none',
      rolling({ maxSurge: '-5%', maxUnavailable: '5' }),
      `${unavailable}: Invalid value: "5": ${percent}`,
      `strategy.rollingUpdate.maxSurge: Invalid value: "-5%": ${percent}`,
    ],
    [
      'takes away all at most',
      rolling({ maxUnavailable: '101%' }),
      `${unavailable}: Invalid value: "101%": must not be greater than 100%`,
    ],
    [
      'of beginning anew has no steps',
      { strategy: { type: 'Recreate', rollingUpdate: {} } },
      "strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
    ],
    [
      'is one of two',
      { strategy: { type: 'Other', rollingUpdate: { maxSurge: 1 } } },
      'strategy: Unsupported value: {"Type":"Other","RollingUpdate":{"MaxUnavailable":0,"MaxSurge":1}}: supported values: "Recreate", "RollingUpdate"',
    ],
    [
      'ends later than a pod is ready',
      { progressDeadlineSeconds: -1 },
      `progressDeadlineSeconds: ${negative}`,
      'progressDeadlineSeconds: Invalid value: -1: must be greater than minReadySeconds',
    ],
    [
      'ends after ten minutes, if nobody says',
      { minReadySeconds: 600 },
      'progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds',
    ],
    ['ends in time', { minReadySeconds: 600, progressDeadlineSeconds: 601 }],
  ]);
});

describe('the strategy of a DaemonSet (TestDaemonSetUpdateMaxSurge)', () => {
  const rolling = (rollingUpdate: object): object => ({ updateStrategy: { rollingUpdate } });
  const own = 'updateStrategy.rollingUpdate';
  check('DaemonSet', [
    ['may be left out', {}],
    ['may wait', { updateStrategy: { type: 'OnDelete', rollingUpdate: { maxSurge: 'x' } } }],
    ['puts one beside the other', rolling({ maxSurge: 1, maxUnavailable: 0 })],
    [
      'does one of both',
      rolling({ maxSurge: '10%' }),
      `${own}.maxSurge: Invalid value: "10%": may not be set when maxUnavailable is non-zero`,
    ],
    [
      'does one at least',
      rolling({ maxUnavailable: 0 }),
      `${own}.maxUnavailable: Required value: cannot be 0 when maxSurge is 0`,
    ],
    [
      'has no more than all',
      rolling({ maxUnavailable: 'x', maxSurge: '101%' }),
      `${own}.maxUnavailable: Invalid value: "x": ${percent}`,
      `${own}.maxSurge: Invalid value: "101%": must not be greater than 100%`,
    ],
    [
      'is one of two',
      { updateStrategy: { type: 'Other' } },
      'updateStrategy: Unsupported value: {"Type":"Other","RollingUpdate":null}: supported values: "RollingUpdate", "OnDelete"',
    ],
  ]);
});

describe('a StatefulSet (TestValidateStatefulSet)', () => {
  const rolling = (rollingUpdate: object): object => ({
    updateStrategy: { type: 'RollingUpdate', rollingUpdate },
  });
  const own = 'updateStrategy.rollingUpdate';
  check('StatefulSet', [
    ['needs no Service', { serviceName: '' }],
    [
      'has a Service with a name',
      { serviceName: 'a.b' },
      'serviceName: Invalid value: "a.b": must not contain dots',
    ],
    [
      'makes its pods in one of two ways, and counts from 0',
      { podManagementPolicy: 'X', ordinals: { start: -1 } },
      `ordinals.start: ${negative}`,
      "podManagementPolicy: Invalid value: \"X\": must be 'OrderedReady' or 'Parallel'",
    ],
    [
      'keeps volumes or not',
      { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'X', whenScaled: 'Delete' } },
      'persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: "X": supported values: "Retain", "Delete"',
    ],
    [
      'names its pods itself',
      { template: { ...template, spec: { ...podSpec, hostname: 'H', subdomain: 'S' } } },
    ],
    ['may update some', rolling({ partition: 1, maxUnavailable: '50%' })],
    [
      'updates some',
      rolling({ partition: -1, maxUnavailable: '0%' }),
      `${own}.partition: ${negative}`,
      `${own}.maxUnavailable: Invalid value: "0%": cannot be 0`,
    ],
    [
      'updates no more than all',
      rolling({ maxUnavailable: '101%' }),
      `${own}.maxUnavailable: Invalid value: "101%": must not be greater than 100%`,
    ],
    [
      'that waits has no steps',
      { updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } },
      `${own}: Invalid value: {"Partition":1,"MaxUnavailable":null}: only allowed for updateStrategy 'RollingUpdate'`,
    ],
    [
      'has one of two strategies',
      { updateStrategy: { type: 'Other' } },
      'updateStrategy: Invalid value: {"Type":"Other","RollingUpdate":null}: must be \'RollingUpdate\' or \'OnDelete\'',
    ],
  ]);

  it('has a name without dots', () => {
    assert.deepEqual(said('StatefulSet', {}, { name: 'a.b' }), [
      'metadata.name: Invalid value: "a.b": must not contain dots',
    ]);
  });
});

it('the name of a ReplicationController is counted in bytes', () => {
  assert.deepEqual(said('ReplicationController', {}, { name: 'x'.repeat(254) }), [
    `metadata.name: Invalid value: "${'x'.repeat(254)}": must be no more than 253 bytes`,
  ]);
});

describe('a Job (TestValidateJob)', () => {
  const mode = (spec: object): object => ({ completionMode: 'Indexed', completions: 2, ...spec });
  const manual = (selector: object): object => ({ manualSelector: true, selector });
  const withLabels = (own: object): object => ({
    template: { metadata: { labels: own }, spec: { ...podSpec, restartPolicy: 'Never' } },
  });
  check('Job', [
    ['may pick its pods itself', manual({ matchLabels: labels })],
    [
      'must pick them then',
      { manualSelector: true },
      'selector: Required value',
      'template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    ],
    [
      'must pick its own',
      manual({ matchLabels: { a: 'b' } }),
      'template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    ],
    [
      'must not where it does not say so',
      { selector: { matchLabels: labels } },
      'selector: Invalid value: {"matchLabels":{"app":"web"}}: `selector` not auto-generated',
    ],
    [
      'gives its pods its name',
      withLabels({ 'job-name': 'x' }),
      'template.metadata.labels.job-name: Invalid value: {"job-name":"x"}: must be \'web\'',
    ],
    ['counts', mode({ backoffLimitPerIndex: 1, maxFailedIndexes: 2 })],
    [
      'counts to an end',
      { completionMode: 'Indexed', parallelism: 100_001 },
      'completions: Required value: when completion mode is Indexed',
      'parallelism: Invalid value: 100001: must be less than or equal to 100000 when completion mode is Indexed',
    ],
    [
      'fails less often than it runs',
      mode({ maxFailedIndexes: 100_001 }),
      'backoffLimitPerIndex: Required value: when maxFailedIndexes is specified',
      'maxFailedIndexes: Invalid value: 100001: must be less than or equal to completions',
      'maxFailedIndexes: Invalid value: 100001: must be less than or equal to 100000',
    ],
    [
      'counts no failures where it does not count',
      { backoffLimitPerIndex: 1, maxFailedIndexes: 1 },
      'backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode',
      'maxFailedIndexes: Invalid value: 1: requires indexed completion mode',
    ],
    [
      'counts or not',
      { completionMode: 'X', podReplacementPolicy: 'X' },
      'completionMode: Unsupported value: "X": supported values: "NonIndexed", "Indexed"',
      'podReplacementPolicy: Unsupported value: "X": supported values: "Failed", "TerminatingOrFailed"',
    ],
    [
      'waits for the end of pods whose failure it judges',
      { podFailurePolicy: { rules: [] }, podReplacementPolicy: 'TerminatingOrFailed' },
      'podReplacementPolicy: Unsupported value: "TerminatingOrFailed": supported values: "Failed"',
    ],
    [
      'ends',
      { template: { ...template, spec: { ...podSpec, restartPolicy: 'Maybe' } } },
      'template.spec.restartPolicy: Unsupported value: "Maybe": supported values: "Always", "OnFailure", "Never"',
      'template.spec.restartPolicy: Unsupported value: "Maybe": supported values: "OnFailure", "Never"',
    ],
  ]);

  it('has a name that is a label of its pods, and of their hosts', () => {
    const name = 'x'.repeat(62);
    const [first, ...others] = said('Job', mode({}), { name });
    assert.match(first!, /^metadata\.name: .* will not able to create pod with invalid DNS label: x*-1$/);
    assert.deepEqual(others, []);
    assert.match(
      said('Job', {}, { name: 'x'.repeat(64) })[0]!,
      /^template\.labels: .* no more than 63 bytes$/,
    );
  });

  it('that was stored has the selector that it was given', () => {
    assert.deepEqual(said('Job', { selector: { matchLabels: labels } }, { uid: 'u' }), []);
  });
});
