import type { Place } from '../../errors/index.ts';
import { manifestOf, type KubeObject, type Manifest } from '../../kube/index.ts';
import { Known } from '../input/known.ts';

const known = new Known<readonly Manifest[]>();

/** Everything that a short sentence makes was written where the sentence stands. */
function written<T extends KubeObject>(object: T, place: Place | undefined): Manifest<T> {
  return { ...manifestOf(object), object, placeOf: () => place };
}

export interface ClientPod {
  readonly name: string;
  readonly namespace: string;
  readonly node?: string;
}

/** A pod that does nothing but ask. */
export function clientPod(client: ClientPod, place?: Place): Manifest {
  const [pod] = known.get(JSON.stringify([client, place]), () => [makeClient(client, place)]);
  return pod!;
}

function makeClient({ name, namespace, node }: ClientPod, place: Place | undefined): Manifest {
  const labels = { 'app.kubernetes.io/name': name, 'reachform.dev/role': 'client' };
  return written(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels },
      spec: {
        containers: [{ name: 'client', image: 'client' }],
        ...(node !== undefined && { nodeName: node }),
      },
    },
    place,
  );
}

export interface ShortService {
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  readonly replicas: number;
  readonly type?: string;
  readonly targetPort?: number;
}

/** A Deployment and its Service, both of one name, joined by the label `app`. */
export function serviceWithPods(short: ShortService, place?: Place): readonly Manifest[] {
  return known.get(JSON.stringify([short, place]), () => makeService(short, place));
}

function makeService(short: ShortService, place: Place | undefined): readonly Manifest[] {
  const { name, namespace, port, replicas, type = 'ClusterIP', targetPort = port } = short;
  const labels = { app: name };
  const container = { name, image: name, ports: [{ containerPort: targetPort }] };
  return [
    written(
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, namespace, labels },
        spec: {
          replicas,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [container] } },
        },
      },
      place,
    ),
    written(
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace, labels },
        spec: { type, selector: labels, ports: [{ port, targetPort }] },
      },
      place,
    ),
  ];
}
