import { formatShare, LazyStep, type Backend, type Result, type Step } from '../../flow/index.ts';
import type { NetworkNode } from '../network/node.ts';
import type { Endpoint } from '../proxy/endpoint.ts';
import type { EndpointSet } from '../proxy/usable.ts';
import type { ServicePortRules } from '../proxy/service-port.ts';
import { endingAt, type Ending } from './ending.ts';
import type { Spot } from './spot.ts';
import type { View } from './view.ts';

/** One of the endpoints that a proxy draws from, and how a connection to it ends. */
export interface Candidate {
  readonly endpoint: Pick<Endpoint, 'ip' | 'port' | 'key' | 'node'>;
  readonly ending: Ending;
}

/** A set of endpoints as one node draws from it. */
export interface Choice {
  readonly candidates: readonly Candidate[];
  /** How likely each candidate is, where they are not all as likely. */
  readonly shares: readonly number[] | undefined;
  readonly result: Result;
  /** What the answer says: who can be reached, and where it ends otherwise. */
  readonly backends: readonly Backend[];
  /** All endpoints have addresses of pods: then all of them see the same source, the client itself excepted. */
  readonly allPods: boolean;
  readonly addresses: ReadonlySet<string>;
  readonly steps: readonly Step[];
  /** Why it ends as it does, where the endings of the candidates do not tell. */
  readonly reason?: string;
}

/** Works out a set once for a node. Uniform in both modes: TestComputeProbability, nft `numgen random mod n`. */
export function choose(view: View, node: NetworkNode, rules: ServicePortRules, set: EndpointSet): Choice {
  const candidates = set.endpoints.map((endpoint) => {
    const { ip, port, pod } = endpoint;
    const arrival = { from: node, address: ip, port, protocol: rules.protocol, named: pod };
    return { endpoint, ending: endingAt(view, arrival) };
  });
  return choiceOf(candidates);
}

/** The choice between these, each as likely, or with these shares. */
export function choiceOf(candidates: readonly Candidate[], shares?: readonly number[]): Choice {
  const endings = new Set(candidates.map(({ ending }) => ending.result));
  const result = overall([...endings]);
  const even = 1 / candidates.length;
  const backends = candidates.map(({ endpoint, ending }, index): Backend => ({
    ...placeOf(endpoint, ending),
    probability: shares?.[index] ?? even,
    ...(ending.result !== result && { result: ending.result }),
  }));
  return {
    candidates,
    shares,
    result,
    backends: endings.size === 1 && result !== 'reached' ? [] : backends,
    allPods: candidates.every(({ ending }) => ending.at === 'pod'),
    addresses: new Set(candidates.map(({ endpoint }) => endpoint.ip)),
    steps: [
      new LazyStep('choice', () => sayChoice(candidates, shares)),
      new LazyStep('listener', () => sayListeners(candidates)),
    ],
  };
}

/** A part of all connections and the endpoint, `ip:port`, that it comes to; or nobody, and it is refused. */
export interface Part {
  readonly endpoint: string | undefined;
  readonly probability: number;
}

/** The same set where each candidate has a chance of its own; those without one are left out. */
export function weighed(choice: Choice, parts: readonly Part[], spot: Spot): Choice {
  const chances = new Map(parts.map(({ endpoint, probability }) => [endpoint, probability]));
  const nobody = chances.get(undefined) ?? 0;
  const possible = choice.candidates.filter(({ endpoint }) => (chances.get(endpoint.key) ?? 0) > 0);
  const shares = possible.map(({ endpoint }) => chances.get(endpoint.key) ?? 0);
  if (choice.candidates.length === 1 && nobody === 0) return choice;
  if (nobody === 0) return choiceOf(possible, shares);
  return choiceOf([...possible, refusedAt(spot)], [...shares, nobody]);
}

/** What stands for the endpoint that a scheduler does not find. */
function refusedAt({ address: ip, port, text: key }: Spot): Candidate {
  const why = `${key}: the scheduler finds no destination`;
  return {
    endpoint: { ip, port, key, node: undefined },
    ending: { result: 'refused', at: 'elsewhere', pod: undefined, node: undefined, why },
  };
}

/** What an answer says as a whole: `reached` if anybody can be, else the one way in which all end. */
export function overall(results: readonly Result[]): Result {
  const order: readonly Result[] = [
    'reached',
    'http',
    'refused',
    'timeout',
    'unhandled',
    'no-name',
    'unknown',
  ];
  return order.find((result) => results.includes(result)) ?? 'unknown';
}

function placeOf(
  endpoint: Candidate['endpoint'],
  ending: Ending,
): Pick<Backend, 'pod' | 'ip' | 'port' | 'node'> {
  const { ip, port } = endpoint;
  const node = ending.node?.name ?? endpoint.node;
  return {
    ...(ending.pod && { pod: ending.pod.key }),
    ip,
    port,
    ...(node !== undefined && { node }),
  };
}

const mostNamed = 4;

function sayChoice(candidates: readonly Candidate[], shares: readonly number[] | undefined): string {
  const names = candidates.map(({ endpoint, ending }, index) => {
    const name = ending.pod ? `${ending.pod.key} (${endpoint.key})` : endpoint.key;
    return shares ? `${formatShare(shares[index] ?? 0)} ${name}` : name;
  });
  if (names.length === 1) return `${shares ? 'it is' : 'the only one:'} ${names[0]?.replace(/^all /, '')}`;
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  const likely = shares ? '' : ' at random, each as likely';
  return `one of ${names.length}${likely}: ${names.slice(0, mostNamed).join(', ')}${more}`;
}

function sayListeners(candidates: readonly Candidate[]): string {
  const bad = candidates.filter(({ ending }) => ending.result !== 'reached');
  const shown = bad.length > 0 ? bad : candidates;
  const words = shown
    .slice(0, mostNamed)
    .map(({ endpoint, ending }) =>
      ending.at === 'elsewhere' ? `${endpoint.ip}: ${ending.why}` : ending.why,
    );
  const more = shown.length > mostNamed ? ` and ${shown.length - mostNamed} more` : '';
  const results = [...new Set(bad.map(({ ending }) => ending.result))].join(', ');
  return `${words.join('; ')}${more}${results === '' ? '' : `: ${results}`}`;
}
