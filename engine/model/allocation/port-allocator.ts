import {
  getsNodePorts,
  mayHaveNodePorts,
  type FieldPath,
  type ServicePort,
  type ServiceSpec,
} from '../../kube/index.ts';

/** Gives a free port, and says so at the field if there is none. */
export type GivePort = (key: string, path: FieldPath) => number | undefined;

/** Node ports for the ports of one Service that have none. */
export class PortAllocator {
  readonly #give: GivePort;

  constructor(give: GivePort) {
    this.#give = give;
  }

  /**
   * On create, ports of one number share one node port whatever their protocols: the one that any of them asks for,
   * else the first one that is given (`initNodePorts`, pkg/registry/core/service/storage/alloc.go).
   */
  onCreate(spec: ServiceSpec): readonly ServicePort[] | undefined {
    const { ports } = spec;
    if (!ports || !mayHaveNodePorts(spec)) return ports;
    const shared = new Map<number, number>();
    return ports.map((port, index) => {
      if (!port.nodePort && !getsNodePorts(spec)) return port;
      const known = shared.get(port.port);
      if (known !== undefined) return port.nodePort ? port : { ...port, nodePort: known };
      const asked = ports.find((other) => other.port === port.port && other.nodePort)?.nodePort;
      const nodePort = asked ?? this.#give(String(port.port), ['spec', 'ports', index]);
      if (nodePort === undefined) return port;
      shared.set(port.port, nodePort);
      return { ...port, nodePort };
    });
  }

  /** On update each port that has none gets one of its own (`updateNodePorts`). */
  onUpdate(spec: ServiceSpec): readonly ServicePort[] | undefined {
    const { ports } = spec;
    if (!ports || !getsNodePorts(spec)) return ports;
    return ports.map((port, index) => {
      if (port.nodePort) return port;
      const nodePort = this.#give(String(port.port), ['spec', 'ports', index]);
      return nodePort === undefined ? port : { ...port, nodePort };
    });
  }
}
