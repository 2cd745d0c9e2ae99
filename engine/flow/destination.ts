import type { Problem } from '../errors/index.ts';
import { canonicalAddress } from '../kube/index.ts';

/** What an HTTP flow asks for besides the connection. */
export interface Url {
  readonly scheme: 'http' | 'https';
  /** Path and query, `/` if nothing was written. */
  readonly path: string;
}

/** Where a flow goes, as it was written: see `Flow.to`. */
export type Destination =
  | { readonly kind: 'address'; readonly address: string; readonly port: number; readonly url?: Url }
  | { readonly kind: 'name'; readonly name: string; readonly port: number; readonly url?: Url }
  /** A port by number or by its name in the Service; nothing if the Service has only one. */
  | {
      readonly kind: 'service';
      readonly namespace?: string;
      readonly name: string;
      readonly port?: number | string;
    }
  | { readonly kind: 'node'; readonly name: string; readonly port: number }
  | { readonly kind: 'pod'; readonly namespace?: string; readonly name: string; readonly port: number };

const forms =
  'ADDRESS:PORT, [ADDRESS6]:PORT, NAME:PORT, service/[NS/]NAME:PORT, node/NAME:PORT, pod/[NS/]NAME:PORT, http://...';
const defaultPorts = { http: 80, https: 443 } as const;
const dnsName = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?$/i;

/** Reads a flow's `to`. */
export function parseDestination(to: string): Destination | Problem {
  const text = to.trim();
  const url = /^(https?):\/\/(.*)$/i.exec(text);
  if (url) return parseUrl(text, url[1]?.toLowerCase() === 'https' ? 'https' : 'http', url[2] ?? '');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return bad(text, 'a URL starts with http:// or https://');
  const ref = /^(service|svc|node|pod)\/(.*)$/i.exec(text);
  if (ref) return parseRef(text, ref[1]?.toLowerCase() ?? '', ref[2] ?? '');
  const { host, port } = splitPort(text);
  if (port === undefined) return withoutPort(text, host);
  return parseHost(text, host, port);
}

function parseUrl(text: string, scheme: 'http' | 'https', rest: string): Destination | Problem {
  const end = /[/?#]/.exec(rest)?.index ?? rest.length;
  const { host, port } = splitPort(rest.slice(0, end));
  const tail = rest.slice(end).replace(/#.*$/, '');
  const url: Url = { scheme, path: tail.startsWith('/') ? tail : `/${tail}` };
  const parsed = parseHost(text, host, port ?? String(defaultPorts[scheme]));
  if ('what' in parsed || (parsed.kind !== 'address' && parsed.kind !== 'name')) return parsed;
  return { ...parsed, url };
}

function parseHost(text: string, host: string, portText: string): Destination | Problem {
  const port = portNumber(portText);
  if (port === undefined) return badPort(text, portText);
  const bracketed = /^\[(.*)\]$/.exec(host)?.[1];
  const address = canonicalAddress(bracketed ?? host);
  if (address !== undefined && (bracketed !== undefined || !host.includes(':'))) {
    return { kind: 'address', address, port };
  }
  if (bracketed !== undefined || host.includes(':')) {
    return bad(text, `"${host}" is no address`, `[${bracketed ?? host}]:${portText} for an IPv6 address`);
  }
  if (/^[\d.]+$/.test(host)) return bad(text, `"${host}" is no address`);
  return dnsName.test(host) && host.length <= 254
    ? { kind: 'name', name: host, port }
    : bad(text, host === '' ? 'it names no host' : `"${host}" is neither an address nor a name`);
}

function parseRef(text: string, word: string, rest: string): Destination | Problem {
  const { host, port: portText } = splitPort(rest);
  const parts = host.split('/');
  const name = parts.at(-1) ?? '';
  const namespace = parts.length > 1 ? parts[0] : undefined;
  const known = word === 'svc' ? 'service' : word;
  if (name === '' || namespace === '' || parts.length > (known === 'node' ? 1 : 2)) {
    return bad(text, `"${host}" is no ${known === 'node' ? '' : '[namespace/]'}name`);
  }
  const port = portText === undefined ? undefined : portNumber(portText);
  if (known === 'service') {
    const service = { kind: 'service', name, ...(namespace !== undefined && { namespace }) } as const;
    if (portText === undefined) return service;
    if (port !== undefined) return { ...service, port };
    return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(portText) && /[a-z]/.test(portText)
      ? { ...service, port: portText }
      : badPort(text, portText);
  }
  if (portText === undefined) return withoutPort(text, `${known}/${host}`);
  if (port === undefined) return badPort(text, portText);
  return known === 'node'
    ? { kind: 'node', name, port }
    : { kind: 'pod', name, port, ...(namespace !== undefined && { namespace }) };
}

/** Splits at the last colon that is not inside brackets. */
function splitPort(text: string): { host: string; port?: string } {
  const [, host, port] = /^(\[[^\]]*\]|[^[\]]*?)(?::([^:\]]*))?$/.exec(text) ?? [];
  if (host === undefined) return { host: text };
  if (host.includes(':') && !host.startsWith('[')) return { host: text };
  return port === undefined ? { host } : { host, port };
}

function portNumber(text: string): number | undefined {
  const port = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : undefined;
}

function withoutPort(text: string, host: string): Problem {
  if (host.includes(':') && canonicalAddress(host) !== undefined) {
    return bad(text, 'it has no port', `[${host}]:PORT for an IPv6 address`);
  }
  return bad(text, 'it has no port', `${host}:80`);
}

function badPort(text: string, port: string): Problem {
  return {
    what: `destination "${text}": "${port}" is no port`,
    found: port === '' ? 'nothing after the colon' : port,
    expected: 'a number from 1 to 65535 (after service/NAME also the name of one of its ports)',
  };
}

function bad(text: string, why: string, hint?: string): Problem {
  return { what: `destination "${text}": ${why}`, found: text, expected: forms, hint };
}
