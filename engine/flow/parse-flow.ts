import type { Problem } from '../errors/index.ts';
import { canonicalAddress } from '../kube/index.ts';
import { parseDestination } from './destination.ts';
import type { Client, Flow, FlowProtocol, HttpRequest } from './flow.ts';
import { isRecord, unknownField, wrongField } from './json-fields.ts';
import { pingDestination } from './ping.ts';

const protocols: readonly string[] = ['TCP', 'UDP', 'SCTP', 'ICMP'];
const flowFields = ['id', 'from', 'to', 'protocol', 'http', 'repeat'];

/** Connections of one flow at most: each has a place in the answer. */
const mostRepeats = 100_000;

/** Checks that JSON is a flow: fields, types, and the form of `to`. Whether its pods exist is not asked here. */
export function parseFlow(json: unknown): Flow | Problem {
  if (!isRecord(json)) return wrongField('a flow', json, 'an object with from and to');
  const stray = unknownField(json, flowFields, 'a flow');
  if (stray) return stray;
  const { id, to, protocol } = json;
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') {
    return wrongField("a flow's id", id, 'text');
  }
  const from = parseClient(json['from']);
  if ('what' in from) return from;
  if (typeof to !== 'string') return wrongField("a flow's to", to, 'text such as "web:80"');
  const dialled = protocol === 'ICMP' ? pingDestination(to) : to;
  if (typeof dialled !== 'string') return dialled;
  const destination = parseDestination(dialled);
  if ('what' in destination) return destination;
  if (protocol !== undefined && !(typeof protocol === 'string' && protocols.includes(protocol))) {
    return wrongField("a flow's protocol", protocol, protocols.join(', '));
  }
  const { repeat } = json;
  if (repeat !== undefined && !isCount(repeat)) {
    return wrongField("a flow's repeat", repeat, `a whole number from 1 to ${mostRepeats}`);
  }
  const http = parseRequest(json['http']);
  if (http && 'what' in http) return http;
  return {
    ...(id !== undefined && { id: String(id) }),
    from,
    to,
    ...(protocol !== undefined && { protocol: protocol as FlowProtocol }),
    ...(http && { http }),
    ...(repeat !== undefined && { repeat }),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= mostRepeats;
}

function parseClient(from: unknown): Client | Problem {
  const expected = '{"pod": "ns/name"}, {"host": "node"} or {"outside": "203.0.113.9"}';
  if (!isRecord(from)) return wrongField("a flow's from", from, expected);
  const kinds = ['pod', 'host', 'outside'].filter((kind) => from[kind] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) return wrongField("a flow's from", from, expected);
  const stray = unknownField(
    from,
    kind === 'host' ? ['host', 'source'] : kind === 'outside' ? ['outside', 'via'] : ['pod'],
    'from',
  );
  if (stray) return stray;
  for (const [field, value] of Object.entries(from)) {
    if (typeof value !== 'string' || value === '') return wrongField(`from.${field}`, value, 'text');
  }
  const { pod, host, source, outside, via } = from as Record<string, string>;
  const address = kind === 'host' ? source : outside;
  if (address !== undefined && canonicalAddress(address) === undefined) {
    return wrongField(kind === 'host' ? 'from.source' : 'from.outside', address, 'an IPv4 or IPv6 address');
  }
  if (pod !== undefined) {
    return /^[^/]+(\/[^/]+)?$/.test(pod)
      ? { pod }
      : wrongField('from.pod', pod, '"name" or "namespace/name"');
  }
  if (host !== undefined) return { host, ...(source !== undefined && { source }) };
  return { outside: outside ?? '', ...(via !== undefined && { via }) };
}

function parseRequest(http: unknown): HttpRequest | Problem | undefined {
  if (http === undefined) return undefined;
  if (!isRecord(http)) return wrongField("a flow's http", http, 'an object with method and headers');
  const stray = unknownField(http, ['method', 'headers'], 'http');
  if (stray) return stray;
  const { method, headers } = http;
  if (method !== undefined && typeof method !== 'string') return wrongField('http.method', method, 'text');
  if (
    headers !== undefined &&
    !(isRecord(headers) && Object.values(headers).every((v) => typeof v === 'string'))
  ) {
    return wrongField('http.headers', headers, 'an object of texts');
  }
  return {
    ...(method !== undefined && { method }),
    ...(headers !== undefined && { headers: headers as Record<string, string> }),
  };
}
