import assert from 'node:assert/strict';
import type { Container, PodSpec, Probe } from '../../../kube/index.ts';
import { after, given, isPodReady, podRef, podsOf, service } from '../../given.spec.ts';
import { containerReadiness } from './container-readiness.ts';
import { isFailingCommand } from './exec-probe.ts';
import { commandWords } from './shell-words.ts';

const nobody = (): boolean => false;

function ready(
  container: Partial<Container>,
  spec: Partial<PodSpec> = {},
  isTargeted: (port: number) => boolean = nobody,
): boolean {
  const whole: PodSpec = { ...spec, containers: [{ name: 'web', ...container }, ...(spec.containers ?? [])] };
  return containerReadiness(whole, isTargeted).unready.size === 0;
}

const exec = (...command: string[]): { readinessProbe: Probe } => ({ readinessProbe: { exec: { command } } });

describe('a command in a probe', () => {
  it('is read without the shell around it, unless only a shell can say what it does', () => {
    assert.deepEqual(commandWords(['ls', '/var/ready']), ['ls', '/var/ready']);
    assert.deepEqual(commandWords(['sh', '-c', 'ls "/var/ready"']), ['ls', '/var/ready']);
    assert.deepEqual(commandWords(['/bin/bash', '-ec', 'exit 1']), ['exit', '1']);
    assert.equal(commandWords(['sh', '-c', 'ls /a || true']), undefined);
    assert.equal(commandWords(['sh', '-c', 'test $X']), undefined);
    assert.equal(commandWords(['sh', 'script.sh']), undefined);
  });
});

describe('an exec probe', () => {
  const failing: readonly string[][] = [
    ['false'],
    ['/bin/false'],
    ['sh', '-c', 'exit 1'],
    ['sh', '-c', 'false'],
    ['ls', '/var/ready'],
    ['ls', '-l', '/var/ready'],
    ['cat', '/tmp/healthy'],
    ['test', '-f', '/run/ready'],
    ['test', '-e', '/run/ready'],
    ['[', '-f', '/run/ready', ']'],
    ['sh', '-c', 'test -f /ready'],
    ['stat', '/data/ready'],
    ['ls', '/etc', '/var/ready'],
  ];
  for (const command of failing) {
    it(`fails for ${JSON.stringify(command)}`, () => assert.equal(ready(exec(...command)), false));
  }

  const passing: readonly string[][] = [
    ['true'],
    ['sh', '-c', 'exit 0'],
    ['ls', '/'],
    ['ls', '/tmp'],
    ['ls', 'ready'],
    ['cat', '/etc/hostname'],
    ['cat', '/usr/share/nginx/html/index.html'],
    ['test', '-n', '/var/ready'],
    ['[', '-n', '/var/ready', ']'],
    ['[', '-f', '/etc/hostname', ']'],
    ['[', '-f', '/var/ready'],
    ['sh', '-x', 'ls /var/ready'],
    ['sh', '-c'],
    ['pg_isready'],
    ['curl', '-f', 'http://localhost/'],
    ['sh', '-c', 'ls /var/ready || true'],
    [],
  ];
  for (const command of passing) {
    it(`passes for ${JSON.stringify(command)}: nobody can tell`, () =>
      assert.equal(ready(exec(...command)), true));
  }

  it('passes where the pod itself makes the file', () => {
    const probe = exec('cat', '/tmp/healthy');
    const script = 'touch /tmp/healthy; sleep 3600';
    assert.equal(ready({ ...probe, command: ['sh', '-c', script] }), true);
    assert.equal(ready({ ...probe, args: ['/bin/sh', '-c', script] }), true);
    const postStart = { exec: { command: ['touch', '/tmp/healthy'] } };
    assert.equal(ready({ ...probe, lifecycle: { postStart } }), true);
    assert.equal(
      ready(probe, { initContainers: [{ name: 'prepare', command: ['touch', '/tmp/healthy'] }] }),
      true,
    );
  });

  it('fails where the pod only removes the file, or makes another', () => {
    const probe = exec('cat', '/tmp/healthy');
    assert.equal(ready({ ...probe, command: ['sh', '-c', 'rm -f /tmp/healthy; sleep 3600'] }), false);
    assert.equal(ready({ ...probe, command: ['sh', '-c', 'touch /tmp/ok'] }), false);
  });

  it('passes for a file of a volume that brings files, not for one of an empty volume', () => {
    const container = {
      ...exec('cat', '/config/ready'),
      volumeMounts: [{ name: 'v', mountPath: '/config' }],
    };
    const of = (volume: object): Partial<PodSpec> =>
      ({ volumes: [{ name: 'v', ...volume }] }) as Partial<PodSpec>;
    assert.equal(ready(container as Partial<Container>, of({ configMap: { name: 'c' } })), true);
    assert.equal(ready(container as Partial<Container>, of({ emptyDir: {} })), false);
    assert.equal(ready(container as Partial<Container>, {}), true, 'of a volume that nobody declares');
    const at = (mountPath: string, file: string): boolean =>
      ready(
        { ...exec('cat', file), volumeMounts: [{ name: 'v', mountPath }] } as Partial<Container>,
        of({ configMap: { name: 'c' } }),
      );
    assert.equal(at('/config/', '/config/ready'), true);
    assert.equal(at('/config', '/var/ready'), false);
    assert.equal(at('/config', '/configured'), false);
    const file = { ...exec('cat', '/var/ready'), volumeMounts: [{ name: 'v', mountPath: '/var/ready' }] };
    assert.equal(ready(file as Partial<Container>, of({ emptyDir: {} })), true, 'mounted as such');
  });

  it('knows itself of no other file than the one it asks for', () => {
    const spec: PodSpec = { containers: [{ name: 'web', command: ['touch', '/var/ready'] }] };
    assert.equal(isFailingCommand(['ls', '/var/ready'], spec), false);
    assert.equal(isFailingCommand(['ls', '/var/other'], spec), true);
  });
});

describe('a probe of a port', () => {
  const ports = [
    { name: 'http', containerPort: 8080 },
    { name: 'dns', containerPort: 53, protocol: 'UDP' as const },
  ];
  const http = (port: number | string): { readinessProbe: Probe } => ({
    readinessProbe: { httpGet: { port } },
  });
  const tcp = (port: number | string): { readinessProbe: Probe } => ({
    readinessProbe: { tcpSocket: { port } },
  });

  it('passes on a declared port, by number or name, also that of another container by number', () => {
    assert.equal(ready({ ports, ...http(8080) }), true);
    assert.equal(ready({ ports, ...tcp('http') }), true);
    const neighbour = { containers: [{ name: 'proxy', ports: [{ name: 'admin', containerPort: 9901 }] }] };
    assert.equal(ready({ ports, ...http(9901) }, neighbour), true);
    assert.equal(ready({ ports, ...http('admin') }, neighbour), false, "names are the container's own");
  });

  it('fails on a port that nobody listens on, or only by UDP', () => {
    assert.equal(ready({ ports, ...http(80) }), false);
    assert.equal(ready({ ports, ...http('web') }), false);
    assert.equal(ready({ ports, ...tcp(53) }), false);
    assert.equal(ready({ ports, ...tcp('dns') }), false);
    assert.equal(ready({ ports, readinessProbe: { grpc: { port: 9000 } } }), false);
  });

  it('passes where the pod declares no port at all, for then nobody can tell', () => {
    assert.equal(ready(http(80)), true);
    assert.equal(ready(http('web')), false, 'but a name must be declared');
  });

  it('may write a number as text, which is no name', () => {
    assert.equal(ready({ ports, ...tcp('8080') }), true);
    assert.equal(ready({ ports, ...tcp('81') }), false);
  });

  it('asks the pod where its host is empty', () => {
    const readinessProbe = { httpGet: { host: '', port: 81 } } as Probe;
    assert.equal(ready({ ports, readinessProbe }), false);
  });

  it('passes where it asks another host', () => {
    const readinessProbe = { httpGet: { host: 'example.com', port: 443 } } as Probe;
    assert.equal(ready({ ports, readinessProbe }), true);
  });

  it('passes on a port that a Service targets, which the pod then listens on', () => {
    assert.equal(
      ready({ ports, ...http(80) }, {}, (port: number) => port === 80),
      true,
    );
  });
});

describe('a pod', () => {
  it('is as ready as its worst container or sidecar, and its startup probes', () => {
    assert.equal(ready({}, { containers: [{ name: 'sick', ...exec('false') }] }), false);
    assert.equal(
      ready({}, { initContainers: [{ name: 's', restartPolicy: 'Always', ...exec('false') }] }),
      false,
    );
    assert.equal(ready({ startupProbe: { exec: { command: ['false'] } } }), false);
    assert.equal(ready({ livenessProbe: { exec: { command: ['false'] } } }), true);
  });

  it('never starts behind an init container that fails', () => {
    const spec: PodSpec = {
      containers: [{ name: 'web' }],
      initContainers: [{ name: 'i', command: ['false'] }],
    };
    assert.deepEqual(containerReadiness(spec, nobody), { initialized: false, unready: new Set(['web']) });
    const args: PodSpec = { ...spec, initContainers: [{ name: 'i', args: ['sh', '-c', 'exit 1'] }] };
    assert.equal(containerReadiness(args, nobody).initialized, false);
    const side: PodSpec = {
      ...spec,
      initContainers: [{ name: 's', command: ['false'], restartPolicy: 'Always' }],
    };
    assert.equal(containerReadiness(side, nobody).initialized, true, 'a sidecar need not end');
  });
});

describe('readiness in a state', () => {
  const pod = (spec: string, status = ''): string => `
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: ${spec}
${status}
`;
  const guarded = pod(
    '{containers: [{name: a, image: x, readinessProbe: {exec: {command: [ls, /var/ready]}}}]}',
  );

  it('flips when the file comes and goes; the pod runs on with its address', () => {
    const state = given(guarded);
    assert.equal(isPodReady(podsOf(state)[0]), false);
    const created = after(state, { kind: 'readiness', pod: podRef('web'), ready: true });
    assert.equal(isPodReady(podsOf(created)[0]), true);
    const removed = after(created, { kind: 'readiness', pod: podRef('web'), ready: false });
    assert.equal(isPodReady(podsOf(removed)[0]), false);
    assert.equal(podsOf(removed)[0]!.status!.phase, 'Running');
    assert.equal(podsOf(removed)[0]!.status!.podIP, podsOf(state)[0]!.status!.podIP);
    assert.deepEqual(
      podsOf(removed)[0]!.status!.containerStatuses!.map((one) => one['ready']),
      [false],
    );
  });

  it('waits for every readiness gate', () => {
    const gated = '{readinessGates: [{conditionType: example.com/lb}], containers: [{name: a, image: x}]}';
    assert.equal(isPodReady(podsOf(given(pod(gated)))[0]), false);
    const open = 'status: {conditions: [{type: example.com/lb, status: "True"}]}';
    assert.equal(isPodReady(podsOf(given(pod(gated, open)))[0]), true);
  });

  it('is what the status says, where it says it', () => {
    const plain = '{containers: [{name: a, image: x}]}';
    const said = podsOf(given(pod(plain, 'status: {conditions: [{type: Ready, status: "False"}]}')))[0]!;
    assert.equal(isPodReady(said), false);
    assert.match(said.status!.podIP!, /^10\.244\./, 'the rest is filled in');
    const pending = podsOf(given(pod(plain, 'status: {phase: Pending}')))[0]!;
    assert.deepEqual(pending.status, { phase: 'Pending' });
    const recorded = 'status: {phase: Running, podIP: 10.9.8.7, conditions: [{type: Ready, status: "True"}]}';
    assert.equal(podsOf(given(pod(plain, recorded)))[0]!.status!.podIP, '10.9.8.7');
  });

  it('counts on ports that Services target', () => {
    const probed = pod(
      '{containers: [{name: a, image: x, ports: [{containerPort: 80}], readinessProbe: {httpGet: {port: 9090}}}]}',
    );
    assert.equal(isPodReady(podsOf(given(probed))[0]), false);
    const targeted = service('web').replace('targetPort: http', 'targetPort: 9090');
    assert.equal(isPodReady(podsOf(given(probed + targeted))[0]), true);
    const targets = (ports: string): boolean =>
      isPodReady(podsOf(given(probed + service('web').replace(/ports:.*/, `ports: ${ports}`)))[0]);
    assert.equal(targets('[{port: 9090}]'), true, 'the port itself where no target is named');
    assert.equal(targets('[{port: 9090, targetPort: 80}]'), false);
    assert.equal(targets('[{port: 9090, protocol: UDP}]'), false);
    assert.equal(targets('[{name: a, port: 81}, {name: b, port: 82, targetPort: 9090}]'), true);
    const portless = service('web', 'clusterIP: None').replace(/ports:.*/, '');
    assert.equal(isPodReady(podsOf(given(probed + portless))[0]), false);
  });

  it('shows the failing init container as kubectl would: pending, with an address', () => {
    const [stuck] = podsOf(
      given(
        pod('{initContainers: [{name: i, image: x, command: ["false"]}], containers: [{name: a, image: x}]}'),
      ),
    );
    assert.equal(stuck!.status!.phase, 'Pending');
    assert.ok(stuck!.status!.podIP);
    const initialized = stuck!.status!.conditions!.find(({ type }) => type === 'Initialized');
    assert.equal(initialized!.status, 'False');
  });
});
