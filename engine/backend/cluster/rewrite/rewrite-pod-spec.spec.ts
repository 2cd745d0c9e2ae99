import assert from 'node:assert/strict';
import type { Plan } from '../programs/protocol.ts';
import { planOf } from '../settle/starts-ready.ts';
import type { LooseContainer, LooseEnv, LoosePodSpec } from './loose.ts';
import { rewritePodSpec } from './rewrite-pod-spec.ts';

const standIn = { image: 'node:24', programs: 'reachform-programs-1', restricted: false };
const rewrite = (spec: object, more = {}): LoosePodSpec =>
  rewritePodSpec(spec as LoosePodSpec, { app: 'web' }, [], 'shop/web', { ...standIn, ...more });
const first = (spec: LoosePodSpec): LooseContainer => spec.containers[0] as LooseContainer;
const plan = (spec: LoosePodSpec): Plan => planOf(first(spec)) as Plan;
const names = (list: readonly { name: string }[] | undefined): string[] =>
  (list ?? []).map(({ name }) => name);

describe('rewritePodSpec', () => {
  it('puts a stand-in in the place of a container and keeps its ports', () => {
    const ports = [{ name: 'http', containerPort: 8080 }];
    const container = first(
      rewrite({ containers: [{ name: 'web', image: 'nginx', command: ['x'], ports }] }),
    );
    assert.equal(container.name, 'web');
    assert.equal(container.image, 'node:24');
    assert.deepEqual(container.command, ['node', '/reachform/stand-in.js']);
    assert.deepEqual(container.ports, ports);
  });

  it('keeps what decides where a pod runs and how it resolves names', () => {
    const kept = {
      nodeName: 'worker',
      tolerations: [{ operator: 'Exists' }],
      topologySpreadConstraints: [{ maxSkew: 1 }],
      hostname: 'h',
      subdomain: 's',
      dnsPolicy: 'None',
      terminationGracePeriodSeconds: 5,
      enableServiceLinks: false,
    };
    const spec = rewrite({ ...kept, containers: [{ name: 'a' }] }) as unknown as Record<string, unknown>;
    for (const [key, value] of Object.entries(kept)) assert.deepEqual(spec[key], value, key);
  });

  it('drops what a stand-in can not use or must not take', () => {
    const spec = rewrite({
      serviceAccountName: 'robot',
      imagePullSecrets: [{ name: 's' }],
      priorityClassName: 'high',
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'c' } }],
      containers: [
        {
          name: 'a',
          resources: { limits: { memory: '1Mi' } },
          securityContext: { runAsUser: 7 },
          volumeMounts: [{ name: 'data', mountPath: '/usr' }],
        },
      ],
    }) as unknown as Record<string, unknown>;
    for (const key of ['serviceAccountName', 'imagePullSecrets', 'priorityClassName']) {
      assert.equal(spec[key], undefined, key);
    }
    const container = first(spec as unknown as LoosePodSpec) as unknown as Record<string, unknown>;
    assert.equal(container['resources'], undefined);
    assert.equal(container['securityContext'], undefined);
    assert.deepEqual(names(container['volumeMounts'] as never), ['reachform-programs', 'reachform-state']);
  });

  it('gives a pod without readiness probe one of ours', () => {
    const spec = rewrite({ containers: [{ name: 'a' }, { name: 'b' }] });
    assert.equal(first(spec).readinessProbe?.httpGet?.port, 61080);
    assert.equal(spec.containers[1]?.readinessProbe, undefined);
    assert.equal(plan(spec).controlPort, 61080);
  });

  it('adds none where a container has one', () => {
    const readinessProbe = { tcpSocket: { port: 80 } };
    const spec = rewrite({
      containers: [{ name: 'a' }, { name: 'b', ports: [{ containerPort: 80 }], readinessProbe }],
    });
    assert.equal(first(spec).readinessProbe, undefined);
    assert.equal(spec.containers[1]?.readinessProbe?.httpGet?.port, 80);
  });

  it('takes its own in the place of a command that no stand-in has', () => {
    const readinessProbe = { exec: { command: ['pg_isready'] } };
    assert.equal(
      first(rewrite({ containers: [{ name: 'a', readinessProbe }] })).readinessProbe?.httpGet?.port,
      61080,
    );
  });

  it('asks pods on the node network on ports of their own, and sets no sysctl there', () => {
    const one = rewritePodSpec({ hostNetwork: true, containers: [{ name: 'a' }] }, {}, [], 'x/one', standIn);
    const two = rewritePodSpec({ hostNetwork: true, containers: [{ name: 'a' }] }, {}, [], 'x/two', standIn);
    assert.notEqual(plan(one).controlPort, plan(two).controlPort);
    assert.deepEqual((one as unknown as Record<string, unknown>)['securityContext'], {});
    assert.deepEqual(
      (rewrite({ containers: [{ name: 'a' }] }) as unknown as Record<string, unknown>)['securityContext'],
      {
        sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
      },
    );
  });

  it('lets it listen where Services aim by number', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service' as const,
      metadata: { name: 's' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 9376 }] },
    };
    const spec = rewritePodSpec({ containers: [{ name: 'a' }] }, { app: 'web' }, [service], 'x/y', standIn);
    assert.deepEqual(plan(spec).ports, [{ port: 9376, protocol: 'TCP' }]);
  });

  it('keeps variables, and makes those optional that come from elsewhere', () => {
    const env = [
      { name: 'DB', value: 'go-demo-2-db' },
      { name: 'NODE_OPTIONS', value: '--inspect' },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    ];
    const envFrom = [{ configMapRef: { name: 'c' } }];
    const container = first(rewrite({ containers: [{ name: 'a', env, envFrom }] }));
    const kept = (container.env as readonly LooseEnv[]).slice(0, 3);
    assert.deepEqual(kept, [
      { name: 'DB', value: 'go-demo-2-db' },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: true } } },
      { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    ]);
    assert.deepEqual(container.envFrom, [{ configMapRef: { name: 'c', optional: true } }]);
  });

  it('lets init containers end at once, and fail where they always did', () => {
    const spec = rewrite({
      initContainers: [
        { name: 'wait', command: ['sh', '-c', 'until nslookup db; do sleep 1; done'] },
        { name: 'no', command: ['false'] },
      ],
      containers: [{ name: 'a' }],
    });
    assert.deepEqual(
      spec.initContainers?.map(({ command }) => command?.at(-1)),
      ['process.exit(0)', 'process.exit(1)'],
    );
  });

  it('makes a sidecar a stand-in too', () => {
    const spec = rewrite({
      initContainers: [{ name: 'side', restartPolicy: 'Always' }],
      containers: [{ name: 'a' }],
    });
    assert.deepEqual(spec.initContainers?.[0]?.command, ['node', '/reachform/stand-in.js']);
    assert.equal(spec.initContainers?.[0]?.restartPolicy, 'Always');
  });

  it('keeps a wait before the end, and no other hook', () => {
    const lifecycle = (preStop: object): object => ({ preStop, postStart: { exec: { command: ['x'] } } });
    const of = (preStop: object): unknown =>
      first(rewrite({ containers: [{ name: 'a', lifecycle: lifecycle(preStop) }] })).lifecycle;
    assert.deepEqual(of({ sleep: { seconds: 20 } }), { preStop: { sleep: { seconds: 20 } } });
    assert.deepEqual(of({ exec: { command: ['/bin/sleep', '20'] } }), {
      preStop: { exec: { command: ['/bin/sleep', '20'] } },
    });
    assert.equal(of({ exec: { command: ['nginx', '-s', 'quit'] } }), undefined);
  });

  it('tells a stand-in where a certificate may be', () => {
    const spec = rewrite({
      volumes: [{ name: 'tls', secret: { secretName: 'cert' } }],
      containers: [{ name: 'a', volumeMounts: [{ name: 'tls', mountPath: '/certs' }] }],
    });
    assert.deepEqual(spec.volumes?.at(-1), { name: 'tls', secret: { secretName: 'cert', optional: true } });
    const env = first(spec).env?.find(({ name }) => name === 'REACHFORM_TLS_FOLDERS');
    assert.equal(env?.value, '/certs');
  });

  it('meets Pod Security "restricted" when it must', () => {
    const spec = rewrite({ containers: [{ name: 'a' }] }, { restricted: true }) as unknown as Record<
      string,
      never
    >;
    const { runAsNonRoot, seccompProfile } = spec['securityContext'] as never;
    assert.equal(runAsNonRoot, true);
    assert.deepEqual(seccompProfile, { type: 'RuntimeDefault' });
    assert.deepEqual((first(spec as never) as unknown as Record<string, unknown>)['securityContext'], {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
  });
});
