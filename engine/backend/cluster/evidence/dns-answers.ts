import { parseDestination, type Client, type Flow } from '../../../flow/index.ts';
import { realDnsName } from '../names/dns-name.ts';
import { namespaceOf } from '../probe/question-of.ts';
import { look } from '../scenario/look.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { spotOf } from '../scenario/spot-of.ts';

/** More names than this tell nothing new. */
const most = 50;

export interface NameAsked {
  readonly from: Client;
  readonly name: string;
}

/** What the resolvers of clients say now of the names that flows go to. */
export async function dnsAnswers(scenario: Scenario, flows: readonly Flow[]): Promise<readonly object[]> {
  const sight = await look(scenario);
  return Promise.all(
    namesOf(flows).map(async ({ from, name }) => {
      const spot = await spotOf(scenario, sight, from);
      if ('reason' in spot) return { from, name, answer: spot.reason };
      const real = realDnsName(name, namespaceOf({ from, to: '' }), scenario.world);
      const answer = await scenario.probers.lookUp(spot.place, spot.command, real, 4000);
      return { from, name, asked: real, answer };
    }),
  );
}

/** Each name once for each client. */
export function namesOf(flows: readonly Flow[]): readonly NameAsked[] {
  const found = new Map<string, NameAsked>();
  for (const { from, to } of flows) {
    const destination = parseDestination(to);
    if ('what' in destination || destination.kind !== 'name') continue;
    const { name } = destination;
    found.set(JSON.stringify([from, name]), { from, name });
  }
  return [...found.values()].slice(0, most);
}
