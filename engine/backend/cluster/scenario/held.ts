import type { Flow } from '../../../flow/index.ts';
import type { HeldSeen } from '../../back-end.ts';
import type { Silence } from '../probe/prober-session.ts';
import { questionOf } from '../probe/question-of.ts';
import type { Attempt } from '../programs/protocol.ts';
import { look } from './look.ts';
import type { Scenario } from './scenario.ts';
import { spotOf } from './spot-of.ts';

/** Opens a connection from the place of its client, where it stays open. */
export async function holdConnection(
  scenario: Scenario,
  name: string,
  flow: Flow,
  timeoutMs: number,
): Promise<HeldSeen> {
  const sight = await look(scenario);
  const spot = await spotOf(scenario, sight, flow.from);
  if ('reason' in spot) return { kind: 'unknown', reason: spot.reason };
  const directory = {
    names: scenario.world,
    nodes: sight.nodes,
    services: sight.snapshot.of('services'),
    pods: sight.snapshot.of('pods'),
  };
  const question = questionOf(flow, 1, '', directory);
  if ('reason' in question) return { kind: 'unknown', reason: question.reason };
  const asked = spot.source === undefined ? question : { source: spot.source, ...question };
  scenario.held.set(name, spot);
  return seen(scenario, await scenario.probers.hold(spot.place, spot.command, name, asked, timeoutMs));
}

/** Sends something over it. */
export async function askHeldConnection(
  scenario: Scenario,
  name: string,
  timeoutMs: number,
): Promise<HeldSeen> {
  const spot = scenario.held.get(name);
  if (!spot) return { kind: 'unknown', reason: 'no connection is held open' };
  return seen(scenario, await scenario.probers.askHeld(spot.place, spot.command, name, timeoutMs));
}

function seen({ world }: Scenario, attempt: Attempt | Silence): HeldSeen {
  if ('silence' in attempt) return { kind: 'unknown', reason: attempt.silence };
  const { outcome, identity, errno } = attempt;
  switch (outcome) {
    case 'reached': {
      if (!identity || identity.pod === '')
        return { kind: 'unknown', reason: 'who answered did not say who it is' };
      return {
        kind: 'reached',
        pod: `${world.scenarioNamespace(identity.namespace) ?? identity.namespace}/${identity.pod}`,
      };
    }
    case 'refused':
      return { kind: 'refused' };
    case 'reset':
      return { kind: 'over' };
    case 'timeout':
    case 'unreachable':
      return { kind: 'silent' };
    default:
      return { kind: 'unknown', reason: errno ?? outcome };
  }
}
