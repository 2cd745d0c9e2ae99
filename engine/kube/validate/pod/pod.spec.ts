import assert from 'node:assert/strict';
import { formatPath } from '../../manifest.ts';
import type { KubeObject } from '../../types/meta.ts';
import { validateObject } from '../validate-object.ts';

type Row = readonly [what: string, spec: object, ...faults: string[]];

const web = { name: 'web', image: 'nginx' };

/** What is said of a pod whose spec differs from the least there is; each less the `spec.` that it begins with. */
function said(spec: object, metadata: object = {}): string[] {
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', ...metadata },
    spec: { containers: [web], ...spec },
  };
  return validateObject(object as KubeObject).map(
    ({ path, what, message = what }) => `${formatPath(path).slice('spec.'.length)}: ${message}`,
  );
}

function check(rows: readonly Row[]): void {
  for (const [what, spec, ...faults] of rows) it(what, () => assert.deepEqual(said(spec), faults));
}

const with1 = (container: object, spec: object = {}): object => ({
  containers: [{ ...web, ...container }],
  ...spec,
});
const nonNegative = 'must be greater than or equal to 0';
const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const key =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const address = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

describe('fields of a pod (TestValidatePodSpec)', () => {
  check([
    [
      'have one of their values',
      { restartPolicy: 'Maybe', dnsPolicy: 'Any', preemptionPolicy: 'X' },
      'restartPolicy: Unsupported value: "Maybe": supported values: "Always", "OnFailure", "Never"',
      'dnsPolicy: Unsupported value: "Any": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
      'preemptionPolicy: Unsupported value: "X": supported values: "PreemptLowerPriority", "Never"',
    ],
    [
      'are names',
      { hostname: 'H', subdomain: 'a.b' },
      `hostname: Invalid value: "H": ${label}`,
      'subdomain: Invalid value: "a.b": must not contain dots',
    ],
    ['may be left empty', { nodeName: '', hostname: '', restartPolicy: '', dnsPolicy: '' }],
    [
      'say how long it may run',
      { activeDeadlineSeconds: 0 },
      'activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
    ],
    ['say how long it may run at most', { activeDeadlineSeconds: 2 ** 31 - 1 }],
    [
      'say how long it may run, less than for ever',
      { activeDeadlineSeconds: 2 ** 31 },
      'activeDeadlineSeconds: Invalid value: 2147483648: must be between 1 and 2147483647, inclusive',
    ],
  ]);

  for (const field of ['nodeName', 'serviceAccountName', 'priorityClassName', 'runtimeClassName']) {
    it(`${field} may have dots`, () => {
      assert.deepEqual(said({ [field]: 'a.b' }), []);
      assert.equal(said({ [field]: 'A' }).length, 1);
    });
  }
});

describe('containers (TestValidateContainers)', () => {
  check([
    [
      'have names and images',
      with1({ name: '', image: '' }),
      'containers[0].name: Required value',
      'containers[0].image: Required value',
    ],
    [
      'have values that there are',
      with1({ imagePullPolicy: 'Sometimes', terminationMessagePolicy: 'X', restartPolicy: 'X' }),
      'containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"',
      'containers[0].terminationMessagePolicy: Unsupported value: "X": supported values: "File", "FallbackToLogsOnError"',
      'containers[0].restartPolicy: Unsupported value: "X": supported values: "Always", "Never", "OnFailure"',
    ],
    [
      'have rules for restarts only beside a policy',
      with1({ restartPolicyRules: [{}] }),
      'containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used',
    ],
    [
      'have variables with names',
      with1({ env: [{ name: '' }, { name: 'a=b' }, { name: '1 b' }, { name: 'ä' }] }),
      'containers[0].env[0].name: Required value',
      ...[
        [1, 'a=b'],
        [3, 'ä'],
      ].map(
        ([i, name]) =>
          `containers[0].env[${i}].name: Invalid value: "${name}": a valid environment variable name must consist only of printable ASCII characters other than '='`,
      ),
    ],
    [
      'of pods have images without spaces around',
      with1({ image: ' nginx' }),
      'containers[0].image: Invalid value: " nginx": must not have leading or trailing whitespace',
    ],
    [
      'in the network of the node have its ports',
      with1({ ports: [{ containerPort: 0 }, { containerPort: 80 }] }, { hostNetwork: true }),
      'containers[0].ports[0].containerPort: Required value',
    ],
    [
      'take ports of the node that are ports',
      with1({ ports: [{ containerPort: 80, hostPort: -1 }] }),
      'containers[0].ports[0].hostPort: Invalid value: -1: must be between 1 and 65535, inclusive',
    ],
  ]);
});

describe('init containers (TestValidateInitContainers)', () => {
  const init = (...initContainers: object[]): object => ({
    initContainers: initContainers.map((one) => ({ name: 'init', image: 'nginx', ...one })),
  });
  const tcpSocket = { port: 80 };
  const ports = [
    { containerPort: 80, hostPort: 80 },
    { containerPort: 81, hostPort: 80 },
  ];
  const forbidden = 'Forbidden: may not be set for init containers without restartPolicy=Always';

  check([
    [
      'have no probes and no life',
      init({ readinessProbe: { tcpSocket }, livenessProbe: {}, startupProbe: {}, lifecycle: {} }),
      `initContainers[0].lifecycle: ${forbidden}`,
      `initContainers[0].livenessProbe: ${forbidden}`,
      `initContainers[0].readinessProbe: ${forbidden}`,
      `initContainers[0].startupProbe: ${forbidden}`,
    ],
    ['have probes where they are sidecars', init({ restartPolicy: 'Always', readinessProbe: { tcpSocket } })],
    [
      'have a name of their own',
      init({ name: 'web' }, {}, {}),
      'initContainers[0].name: Duplicate value: "web"',
      'initContainers[2].name: Duplicate value: "init"',
    ],
    ['need not match the ports of the node', { ...init({ ports: [ports[1]] }), hostNetwork: true }],
    ['share ports with those that come after', init({ ports: [ports[0]] }, { name: 'b', ports: [ports[0]] })],
    [
      'take a port of the node once, and are the first in any case',
      init({}, { name: 'b', ports }),
      'initContainers[0].ports[1].hostPort: Duplicate value: "TCP//80"',
    ],
  ]);
});

describe('probes (TestValidateProbe, TestValidateHandler)', () => {
  const tcpSocket = { port: 80 };
  const ready = (probe: object): object => with1({ readinessProbe: { tcpSocket, ...probe } });
  const live = (probe: object): object => with1({ livenessProbe: { tcpSocket, ...probe } });

  for (const field of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'failureThreshold']) {
    it(`have no negative ${field}`, () => {
      assert.deepEqual(said(ready({ [field]: 0 })), []);
      assert.deepEqual(said(ready({ [field]: -1 })), [
        `containers[0].readinessProbe.${field}: Invalid value: -1: ${nonNegative}`,
      ]);
    });
  }

  check([
    ['of readiness may have to succeed twice', ready({ successThreshold: 2 })],
    ['of other things succeed once', live({ successThreshold: 0 })],
    [
      'of other things succeed once, not twice',
      live({ successThreshold: 2 }),
      'containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1',
    ],
    ['of other things may end a pod faster', live({ terminationGracePeriodSeconds: 1 })],
    [
      'of other things may end a pod, but not at once',
      live({ terminationGracePeriodSeconds: 0 }),
      'containers[0].livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0',
    ],
    [
      'of readiness end no pod',
      ready({ terminationGracePeriodSeconds: 5 }),
      'containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes',
    ],
    [
      'ask as HTTP can',
      with1({ startupProbe: { httpGet: { port: 80, scheme: 'FTP', httpHeaders: [{ name: 'a b' }] } } }),
      'containers[0].startupProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS"',
      "containers[0].startupProbe.httpGet.httpHeaders: Invalid value: \"a b\": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
    ],
    [
      'ask at some port',
      with1({ readinessProbe: { httpGet: {} } }),
      'containers[0].readinessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
    [
      'ask at a port',
      with1({ readinessProbe: { grpc: { port: 0 } } }),
      'containers[0].readinessProbe.grpc.port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
    [
      'and hooks are alike, but hooks may wait, within the grace period',
      with1({
        lifecycle: { postStart: {}, preStop: { sleep: { seconds: 31 } } },
      }),
      'containers[0].lifecycle.postStart: Required value: must specify a handler type',
      'containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)',
    ],
    ['and hooks may wait as long', with1({ lifecycle: { preStop: { sleep: { seconds: 30 } } } })],
  ]);
});

describe('tolerations (TestValidateTolerations)', () => {
  const one = (toleration: object): object => ({ tolerations: [toleration] });
  check([
    ['for a time are of pods that are put out', one({ key: 'a', effect: 'NoExecute', tolerationSeconds: 5 })],
    [
      'for a time are of nothing else',
      one({ key: 'a', tolerationSeconds: 5 }),
      'tolerations[0].effect: Invalid value: "": effect must be \'NoExecute\' when `tolerationSeconds` is set',
    ],
    [
      'of anything have no value',
      one({ operator: 'Exists', value: 'v' }),
      'tolerations[0].operator: Invalid value: "v": value must be empty when `operator` is \'Exists\'',
    ],
    [
      'compare numbers only where a feature is on',
      one({ key: 'a', operator: 'Gt', value: '1' }),
      'tolerations[0].operator: Unsupported value: "Gt": supported values: "Equal", "Exists", "Lt", "Gt"',
    ],
    [
      'have an operator that there is; then their value is not looked at',
      one({ key: 'a', operator: 'In', value: 'v!' }),
      'tolerations[0].operator: Unsupported value: "In": supported values: "Equal", "Exists"',
    ],
    ['have a key', one({ key: 'a b' }), `tolerations[0].key: Invalid value: "a b": ${key}`],
  ]);

  it('say all of what is wrong with a value at once', () => {
    const [fault, ...others] = said(one({ key: 'a', value: `${'x'.repeat(64)}!` }));
    assert.match(
      fault!,
      /^tolerations\[0\]\.operator: .*: must be no more than 63 bytes;a valid label must be /,
    );
    assert.deepEqual(others, []);
  });
});

describe('node affinity (TestValidatePodSpec, TestValidateNodeSelectorRequirement)', () => {
  const required = (...nodeSelectorTerms: object[]): object => ({
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  });
  const rather = (weight: number, preference: object): object => ({
    affinity: {
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight, preference }] },
    },
  });
  const labels = (operator: string, ...values: string[]): object => ({
    matchExpressions: [{ key: 'zone', operator, values }],
  });
  const fields = (operator: string, ...values: string[]): object => ({
    matchFields: [{ key: 'metadata.name', operator, values }],
  });
  const terms = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  const wish = 'affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0]';

  check([
    [
      'may be any of several',
      required(labels('In', 'a'), labels('Exists'), labels('Gt', '1'), fields('In', 'a')),
    ],
    ['has a term', required(), `${terms}: Required value: must have at least one node selector term`],
    [
      'compares with one value',
      required(labels('Lt', '1', '2')),
      `${terms}[0].matchExpressions[0].values: Required value: must be specified single value when \`operator\` is 'Lt' or 'Gt'`,
    ],
    [
      'has an operator that there is',
      required(labels('Is')),
      `${terms}[0].matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator`,
    ],
    [
      'asks for one name',
      required(fields('In', 'a', 'b'), fields('Exists')),
      `${terms}[0].matchFields[0].values: Required value: must be only one value when \`operator\` is 'In' or 'NotIn' for node field selector`,
      `${terms}[1].matchFields[0].operator: Invalid value: "Exists": not a valid selector operator`,
    ],
    [
      'asks for no other field',
      required({ matchFields: [{ key: 'spec.x', operator: 'In', values: ['A'] }] }),
      `${terms}[0].matchFields[0].key: Invalid value: "spec.x": not a valid field selector key`,
    ],
    ['may wish for any label', rather(100, labels('In', 'b!'))],
    [
      'weighs wishes',
      rather(101, labels('In', 'b')),
      `${wish}.weight: Invalid value: 101: must be in the range 1-100`,
    ],
    ['weighs all wishes', rather(0, {}), `${wish}.weight: Invalid value: 0: must be in the range 1-100`],
  ]);
});

describe('names that a pod looks up (TestValidatePodDNSConfig, TestValidateHostAliases)', () => {
  const dns = (dnsConfig: object, dnsPolicy = 'ClusterFirst'): object => ({ dnsPolicy, dnsConfig });
  const many = ['1.1.1.1', '1.0.0.1', '8.8.8.8', '8.8.4.4'];
  check([
    ['may be those of nobody else', dns({ nameservers: many.slice(1), searches: ['.', 'a_b.c.'] }, 'None')],
    [
      'are not for nobody',
      { dnsPolicy: 'None' },
      'dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
    ],
    [
      'need somebody to ask, and then nothing else is looked at',
      dns({ searches: ['A!'] }, 'None'),
      'dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None',
    ],
    [
      'come from three servers at most',
      dns({ nameservers: many }),
      `dnsConfig.nameservers: Invalid value: ${JSON.stringify(many)}: must not have more than 3 nameservers`,
    ],
    [
      'come from servers with addresses, in domains, with options',
      dns({ nameservers: ['x'], searches: ['A!.'], options: [{ name: '' }] }),
      `dnsConfig.nameservers[0]: Invalid value: "x": ${address}`,
      String.raw`dnsConfig.searches[0]: Invalid value: "A!": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')`,
      'dnsConfig.options[0]: Required value: must not be empty',
    ],
    [
      'may be written into its own file',
      { hostAliases: [{ ip: 'x', hostnames: ['a.b', 'A'] }] },
      `hostAliases[0].ip: Invalid value: "x": ${address}`,
      String.raw`hostAliases[0].hostnames[1]: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    ],
  ]);

  it('are searched in 32 domains and 2048 characters at most', () => {
    const searches = Array.from({ length: 33 }, (_, i) => `${'a'.repeat(61)}${i}`);
    const [count, length, ...others] = said(dns({ searches }));
    assert.match(count!, /^dnsConfig\.searches: .*: must not have more than 32 search paths$/);
    assert.match(
      length!,
      /: must not have more than 2048 characters \(including spaces\) in the search list$/,
    );
    assert.deepEqual(others, []);
  });
});

it('what is left out is empty', () => {
  const spec = { hostAliases: [{}], schedulingGates: [{}] };
  assert.deepEqual(
    [...new Set(said(spec).map((one) => one.split(': ').slice(0, 3).join(': ')))],
    ['schedulingGates[0]: Invalid value: ""', 'hostAliases[0].ip: Invalid value: ""'],
  );
});

describe('gates (TestValidateReadinessGates, TestValidateSchedulingGates)', () => {
  const gated = { schedulingGates: [{ name: 'a' }], nodeName: 'worker' };
  check([
    [
      'have names of their own',
      { readinessGates: [{ conditionType: 'a b' }], schedulingGates: [{ name: 'a' }, { name: 'a' }] },
      `readinessGates[0].conditionType: Invalid value: "a b": ${key}`,
      'schedulingGates[1]: Duplicate value: "a"',
    ],
    [
      'keep a new pod from its node',
      gated,
      'nodeName: Forbidden: cannot be set until all schedulingGates have been cleared',
    ],
  ]);

  it('of a pod that is there are the API server’s business', () => {
    assert.deepEqual(said(gated, { uid: 'u' }), []);
  });
});
