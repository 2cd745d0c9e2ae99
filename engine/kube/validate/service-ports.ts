import type { FieldPath } from '../manifest.ts';
import type { Service, ServicePort } from '../types/service.ts';
import type { Judge } from './judge.ts';
import { dns1123LabelFaults, portNameFaults, qualifiedNameFaults } from './names.ts';
import { isHeadless } from '../service/needs.ts';

const protocols = ['SCTP', 'TCP', 'UDP'];

/** The ports of a Service (`validateServicePort`, and what `validateService` says of them). */
export function validateServicePorts(judge: Judge, { spec }: Service): void {
  const ports = spec.ports ?? [];
  const type = spec.type ?? 'ClusterIP';
  if (ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName') {
    judge.required(['spec', 'ports'], '', { hint: 'ports:\n- port: 80\n  targetPort: 8080' });
  }
  const seen = { names: new Set<string>(), ports: new Set<string>(), nodePorts: new Set<string>() };
  ports.forEach((port, i) => {
    const path = ['spec', 'ports', i];
    validateName(judge, port, ports.length, path, seen.names);
    judge.port([...path, 'port'], port.port);
    judge.oneOf([...path, 'protocol'], port.protocol, protocols);
    validateTarget(judge, port, path);
    if (port.appProtocol !== undefined) {
      judge.named([...path, 'appProtocol'], port.appProtocol, qualifiedNameFaults(port.appProtocol));
    }
    validateNodePort(judge, port, type, path, seen.nodePorts);
    const protocol = port.protocol ?? 'TCP';
    const key = `${port.port}/${protocol}`;
    if (seen.ports.has(key)) {
      const hint = `${key} is there already: another port, or another protocol`;
      const value = {
        Name: '',
        Protocol: protocol,
        AppProtocol: null,
        Port: port.port ?? 0,
        TargetPort: 0,
        NodePort: 0,
      };
      const message = `Duplicate value: ${JSON.stringify(value)}`;
      judge.duplicate(path, { port: port.port, protocol }, { hint, message });
    }
    seen.ports.add(key);
  });
}

function validateName(
  judge: Judge,
  port: ServicePort,
  count: number,
  path: FieldPath,
  seen: Set<string>,
): void {
  const { name = '' } = port;
  const at = [...path, 'name'];
  if (name === '') {
    if (count > 1) {
      judge.required(at, '', {
        expected: 'a name for each port of a Service with more than one',
        hint: `- name: ${port.port === 443 ? 'https' : port.port === 80 ? 'http' : `port-${port.port}`}\n  port: ${port.port}`,
      });
    }
    return;
  }
  judge.named(at, name, dns1123LabelFaults(name));
  if (seen.has(name)) judge.duplicate(at, name);
  seen.add(name);
}

/** 0 and '' count as left out: the API server then takes the port's own number, and judges that. */
function validateTarget(judge: Judge, { port, targetPort }: ServicePort, path: FieldPath): void {
  const target = targetPort || port;
  const at = [...path, 'targetPort'];
  if (typeof target !== 'string') {
    judge.port(at, target, targetPort ? {} : { at: [...path, 'port'] });
  } else {
    const hint = /^\d+$/.test(target) ? `targetPort: ${target}, without quotes` : undefined;
    judge.named(at, target, portNameFaults(target), { hint });
  }
}

/** Whether a number is in the range of node ports, and free, is the allocator's to say. */
function validateNodePort(
  judge: Judge,
  { nodePort, protocol = 'TCP' }: ServicePort,
  type: string,
  path: FieldPath,
  seen: Set<string>,
): void {
  if (!nodePort) return;
  const at = [...path, 'nodePort'];
  if (type === 'ClusterIP') {
    judge.forbidden(at, "may not be used when `type` is 'ClusterIP'", { hint: 'type: NodePort' });
  }
  const key = `${nodePort}/${protocol}`;
  if (seen.has(key)) judge.duplicate(at, nodePort);
  seen.add(key);
}
