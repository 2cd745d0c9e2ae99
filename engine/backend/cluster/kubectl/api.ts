import { Agent, request } from 'node:http';
import { ClusterError } from '../../../errors/index.ts';
import type { KubeObject } from '../../../kube/index.ts';
import { ApiError, type ApiCause } from './api-error.ts';
import { groupPath, resourcePath, type Resource } from './resource-paths.ts';

interface Call {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly timeoutMs?: number;
}

interface ApiList<T> {
  readonly items?: readonly T[];
  readonly apiVersion?: string;
  readonly kind?: string;
}

const fieldManager = 'reachform';

/** The API server, asked over the socket of an `ApiProxy`. */
export class Api {
  readonly #socket: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  readonly #kinds = new Map<string, Promise<ReadonlyMap<string, Resource>>>();

  constructor(socket: string) {
    this.#socket = socket;
  }

  close(): void {
    this.#agent.destroy();
  }

  /** The parsed answer; throws an ApiError for every status from 400 on. */
  async call<T>(method: string, path: string, call: Call = {}): Promise<T> {
    const { status, text } = await this.#send(method, path, call);
    if (status < 400) return (text.startsWith('{') ? JSON.parse(text) : text) as T;
    let said: { message?: string; reason?: string; details?: { causes?: ApiCause[] } } = {};
    try {
      said = JSON.parse(text) as typeof said;
    } catch {
      // Not a Status object: a proxy's own words.
    }
    throw new ApiError(status, said.reason ?? '', said.message ?? text.trim(), said.details?.causes);
  }

  get<T extends KubeObject>(resource: Resource, namespace: string | undefined, name: string): Promise<T> {
    return this.call('GET', resourcePath(resource, namespace, name));
  }

  /** Every item with its kind, which a list of the API server leaves out. */
  async list<T extends KubeObject>(
    resource: Resource,
    namespace?: string,
    labelSelector?: string,
  ): Promise<readonly T[]> {
    const query = labelSelector === undefined ? '' : `?labelSelector=${encodeURIComponent(labelSelector)}`;
    const list = await this.call<ApiList<T>>('GET', `${resourcePath(resource, namespace)}${query}`);
    const kind = (list.kind ?? '').replace(/List$/, '');
    const apiVersion = list.apiVersion ?? resource.apiVersion;
    return (list.items ?? []).map((item) => ({ ...item, apiVersion, kind }));
  }

  /** Server-side apply; ours wins over other managers of a field. */
  async apply<T extends KubeObject>(object: T): Promise<T> {
    const path = await this.pathOf(object);
    return this.call('PATCH', `${path}?fieldManager=${fieldManager}&force=true&fieldValidation=Ignore`, {
      body: object,
      contentType: 'application/apply-patch+yaml',
    });
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.call('PATCH', `${path}?fieldManager=${fieldManager}`, {
      body,
      contentType: 'application/merge-patch+json',
    });
  }

  delete(
    path: string,
    options: { gracePeriodSeconds?: number; propagationPolicy?: string } = {},
  ): Promise<unknown> {
    return this.call('DELETE', path, { body: { kind: 'DeleteOptions', apiVersion: 'v1', ...options } });
  }

  /** The path of an object of any kind that this API server has. */
  async pathOf(object: KubeObject): Promise<string> {
    const resource = await this.resourceOf(object.apiVersion, object.kind);
    return resourcePath(resource, object.metadata.namespace ?? 'default', object.metadata.name);
  }

  async resourceOf(apiVersion: string, kind: string): Promise<Resource> {
    let kinds = this.#kinds.get(apiVersion);
    if (!kinds) {
      kinds = this.#discover(apiVersion);
      this.#kinds.set(apiVersion, kinds);
    }
    const resource = (await kinds).get(kind);
    if (resource) return resource;
    this.#kinds.delete(apiVersion);
    throw new ApiError(404, 'NotFound', `this cluster has no kind ${kind} in ${apiVersion}`);
  }

  async #discover(apiVersion: string): Promise<ReadonlyMap<string, Resource>> {
    const list = await this.call<{ resources?: { name: string; kind: string; namespaced: boolean }[] }>(
      'GET',
      groupPath(apiVersion),
    );
    return new Map(
      (list.resources ?? [])
        .filter(({ name }) => !name.includes('/'))
        .map(({ name, kind, namespaced }) => [kind, { apiVersion, plural: name, namespaced }]),
    );
  }

  #send(method: string, path: string, call: Call): Promise<{ status: number; text: string }> {
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const timeout = call.timeoutMs ?? 30_000;
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          socketPath: this.#socket,
          agent: this.#agent,
          method,
          path,
          timeout,
          headers: {
            host: 'localhost',
            accept: 'application/json',
            ...(body !== undefined && {
              'content-type': call.contentType ?? 'application/json',
              'content-length': Buffer.byteLength(body),
            }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', (error) => reject(unanswered(method, path, error)));
          response.once('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
          );
        },
      );
      outgoing.once('timeout', () => outgoing.destroy(new Error(`no answer in ${timeout / 1000} s`)));
      outgoing.once('error', (error) => reject(unanswered(method, path, error)));
      outgoing.end(body);
    });
  }
}

function unanswered(method: string, path: string, cause: Error): ClusterError {
  return new ClusterError(
    { what: 'the API server of the cluster does not answer', found: `${method} ${path}: ${cause.message}` },
    { cause },
  );
}
