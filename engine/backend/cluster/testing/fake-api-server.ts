import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeObject } from '../../../kube/index.ts';

/** What a test wants said instead of the usual answer. */
type Refusal = (method: string, path: string) => { status: number; body: object } | undefined;

const kinds: Readonly<
  Record<string, readonly (readonly [plural: string, kind: string, namespaced: boolean])[]>
> = {
  '/api/v1': [
    ['namespaces', 'Namespace', false],
    ['nodes', 'Node', false],
    ['pods', 'Pod', true],
    ['services', 'Service', true],
    ['configmaps', 'ConfigMap', true],
    ['serviceaccounts', 'ServiceAccount', true],
    ['endpoints', 'Endpoints', true],
  ],
  '/apis/apps/v1': [
    ['deployments', 'Deployment', true],
    ['replicasets', 'ReplicaSet', true],
    ['statefulsets', 'StatefulSet', true],
    ['daemonsets', 'DaemonSet', true],
  ],
  '/apis/discovery.k8s.io/v1': [['endpointslices', 'EndpointSlice', true]],
};

/** Keeps objects by their path and answers like an API server, as far as the back end asks one. */
export class FakeApiServer {
  readonly objects = new Map<string, KubeObject>();
  /** `METHOD path`, in the order they came. */
  readonly calls: string[] = [];
  refuse: Refusal = () => undefined;
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #folder = '';

  async start(): Promise<string> {
    this.#folder = await mkdtemp(join(tmpdir(), 'reachform-test-'));
    const socket = join(this.#folder, 'api.sock');
    await new Promise<void>((resolve) => this.#server.listen(socket, resolve));
    return socket;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const method = request.method ?? '';
    const path = (request.url ?? '').replace(/\?.*$/, '');
    this.calls.push(`${method} ${path}`);
    const { status, body } = this.refuse(method, path) ?? this.#answer(method, path, text);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  #answer(method: string, path: string, text: string): { status: number; body: object } {
    const discovered = kinds[path];
    if (discovered) {
      const resources = discovered.map(([name, kind, namespaced]) => ({ name, kind, namespaced }));
      return { status: 200, body: { resources } };
    }
    if (method === 'PATCH') {
      const old = this.objects.get(path);
      const object = { ...old, ...(JSON.parse(text) as KubeObject) };
      this.objects.set(path, object);
      return { status: 200, body: object };
    }
    const found = this.objects.get(path);
    if (method === 'DELETE') {
      for (const key of this.objects.keys()) {
        if (key === path || key.startsWith(`${path}/`)) this.objects.delete(key);
      }
      return { status: 200, body: {} };
    }
    if (found) return { status: 200, body: found };
    const plural = path.split('/').at(-1);
    const kind = Object.values(kinds)
      .flat()
      .find(([name]) => name === plural)?.[1];
    if (kind === undefined) return missing(path);
    const items = [...this.objects].filter(([key]) => key.startsWith(`${path}/`)).map(([, object]) => object);
    return { status: 200, body: { kind: `${kind}List`, apiVersion: 'v1', items } };
  }
}

function missing(path: string): { status: number; body: object } {
  return { status: 404, body: { kind: 'Status', reason: 'NotFound', message: `${path} not found` } };
}
