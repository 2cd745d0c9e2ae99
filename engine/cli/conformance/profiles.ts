import { closest, UserError } from '../../errors/index.ts';

/** What can be asked of a cluster apart from the rest, as tags of the packaged features. */
export const profiles: Readonly<Record<string, string>> = {
  core: '(@cluster-ip or @ports or @endpoints or @slices or @terminating or @headless or @names or @matrix or @spread) and not @needs-loadbalancer',
  'node-port': '@node-port',
  'traffic-policies': '@traffic-policies or @source-address',
  topology: '@topology',
  'load-balancer': '@load-balancer',
  'without-selector': '@no-selector or @external-name or @external-ips',
  changes: '@changes or @hairpin',
  faults: '@faults',
  nftables: '@nftables',
  admission: '@wrong-manifests or @expose',
};

/** The tag expression of some profiles; of everything where none is named. Scenarios of the model alone stay out. */
export function tagsOf(names: readonly string[]): string {
  const known = Object.keys(profiles);
  const problems = names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      what: `there is no profile "${name}" (option --profile)`,
      expected: known.join(', '),
      hint: closest(name, known),
    }));
  if (problems.length > 0) throw new UserError(problems);
  const any = names.map((name) => `(${profiles[name]})`).join(' or ');
  return any === '' ? 'not @model-only' : `not @model-only and (${any})`;
}
