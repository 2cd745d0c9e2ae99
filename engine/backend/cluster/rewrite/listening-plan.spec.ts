import assert from 'node:assert/strict';
import type { Service } from '../../../kube/index.ts';
import { listeningPlan, targetedPorts } from './listening-plan.ts';
import type { LoosePodSpec } from './loose.ts';

const tcp = (port: number) => ({ port, protocol: 'TCP' as const });
const udp = (port: number) => ({ port, protocol: 'UDP' as const });

function service(spec: Partial<Service['spec']>): Service {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec };
}

describe('targetedPorts', () => {
  const labels = { app: 'web' };

  it('takes numeric target ports of Services that select the pod', () => {
    const services = [
      service({ selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] }),
      service({ selector: { app: 'other' }, ports: [{ port: 81 }] }),
    ];
    assert.deepEqual(targetedPorts(labels, services), [tcp(8080)]);
  });

  it('takes the port itself where no target is named, with its protocol', () => {
    const ports = [
      { port: 53, protocol: 'UDP' as const },
      { port: 80, targetPort: 0 },
      { port: 81, targetPort: '' },
    ];
    assert.deepEqual(targetedPorts(labels, [service({ selector: labels, ports })]), [
      udp(53),
      tcp(80),
      tcp(81),
    ]);
  });

  it('leaves out named ports, SCTP, aliases and Services without a selector', () => {
    const services = [
      service({ selector: labels, ports: [{ port: 80, targetPort: 'http' }] }),
      service({ selector: labels, ports: [{ port: 80, protocol: 'SCTP' }] }),
      service({ selector: labels, type: 'ExternalName', ports: [{ port: 80 }] }),
      service({ ports: [{ port: 80 }] }),
    ];
    assert.deepEqual(targetedPorts(labels, services), []);
  });
});

describe('listeningPlan', () => {
  it('lets each container listen on what it declares, the first also on what is targeted', () => {
    const spec: LoosePodSpec = {
      containers: [
        { name: 'a', ports: [{ containerPort: 80 }] },
        { name: 'b', ports: [{ containerPort: 53, protocol: 'UDP' }] },
      ],
    };
    const plan = listeningPlan(spec, [tcp(9000), tcp(80)]);
    assert.deepEqual(plan.get('a'), [tcp(80), tcp(9000)]);
    assert.deepEqual(plan.get('b'), [udp(53)]);
  });

  it('opens no port twice in a pod', () => {
    const spec: LoosePodSpec = {
      containers: [
        { name: 'a', ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }] },
        { name: 'b', ports: [{ containerPort: 80 }] },
      ],
    };
    const plan = listeningPlan(spec, []);
    assert.deepEqual(plan.get('a'), [tcp(80), udp(80)]);
    assert.deepEqual(plan.get('b'), []);
  });

  it('counts sidecars, and no other init container', () => {
    const spec: LoosePodSpec = {
      initContainers: [
        { name: 'init', ports: [{ containerPort: 1 }] },
        { name: 'side', restartPolicy: 'Always', ports: [{ containerPort: 2 }] },
      ],
      containers: [{ name: 'a' }],
    };
    assert.deepEqual([...listeningPlan(spec, []).keys()], ['a', 'side']);
  });

  it('listens where probes ask only if the pod declares no port at all', () => {
    const readinessProbe = { tcpSocket: { port: 5432 } };
    const bare: LoosePodSpec = { containers: [{ name: 'a', readinessProbe }] };
    assert.deepEqual(listeningPlan(bare, []).get('a'), [tcp(5432)]);
    const declared: LoosePodSpec = {
      containers: [{ name: 'a', readinessProbe, ports: [{ containerPort: 80 }] }],
    };
    assert.deepEqual(listeningPlan(declared, []).get('a'), [tcp(80)]);
  });
});
