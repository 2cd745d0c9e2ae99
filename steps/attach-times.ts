import type { Session } from './engine.ts';

/** The media type of the attachment that says how long back ends took for a scenario. */
export const timesMediaType = 'application/vnd.reachform.times+json';

type Attach = (data: Buffer, mediaType: string) => unknown;

/** At a scenario's end, once its back ends are closed; nothing where none of them takes time. */
export function attachTimes(world: { readonly attach?: Attach }, session: Session): void {
  const backEnds = session.times().filter(({ milliseconds }) => Object.keys(milliseconds).length > 0);
  if (backEnds.length === 0 || typeof world.attach !== 'function') return;
  const { scenario } = session.options;
  world.attach(Buffer.from(JSON.stringify({ version: 1, scenario, backEnds })), timesMediaType);
}
