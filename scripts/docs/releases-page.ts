import { behaviourRows, featureRows, knownRange } from '../../engine/kube/index.ts';

/** What releases do differently: gates with their stages, and what changed without a gate. */
export function releasesPage(): string {
  const features = featureRows().map(
    ({ name, means, alpha = '', on = '', ga = '', end = '', evidence }) =>
      `| ${name} | ${means} | ${alpha} | ${on} | ${ga} | ${end} | ${evidence} |`,
  );
  const changes = behaviourRows().flatMap(({ means, evidence, cases }) =>
    cases.map(({ when, does }, i) => {
      const head = i === 0 ? `**${means}**` : i === 1 ? `_${evidence}_` : '';
      return `| ${head} | ${when} | ${does} |`;
    }),
  );
  return [
    '# Releases',
    '',
    '<!-- Written by npm run docs from engine/kube/releases. -->',
    '',
    `The model knows the rules of Kubernetes ${knownRange()}. \`--kubernetes\` names a release; an older one is refused, a`,
    'newer one is taken for the newest that is known, with a warning. `reachform explain --releases` prints these tables,',
    '`reachform explain FROM TO --releases` a flow at every release. What modes of kube-proxy do at which release is on',
    '[a page of its own](modes.md).',
    '',
    '## Feature gates',
    '',
    'A gate that is alpha or beta can be switched: by `featureGates` of a kind config or of a KubeProxyConfiguration, and by',
    '`--feature-gates` among the extra arguments of kubeadm. One that is GA is locked. `AllAlpha` and `AllBeta` work too.',
    '',
    '| gate | when it is on | alpha | on by default | GA | end | evidence |',
    '|---|---|---|---|---|---|---|',
    ...features,
    '',
    '## Changes without a gate',
    '',
    '| | release | |',
    '|---|---|---|',
    ...changes,
    '',
  ].join('\n');
}
