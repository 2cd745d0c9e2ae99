import { modeLives, proxyModes, sayLife } from '../../engine/kube/index.ts';
import { modeTable } from '../../engine/model/index.ts';

/** What proxy modes do differently, in all releases. */
export function modesPage(): string {
  const lives = proxyModes.map((mode) => `| ${mode} | ${sayLife(mode)} | ${modeLives[mode].evidence} |`);
  const topics = modeTable().flatMap(({ title, rows }) => [
    `## ${title[0]?.toUpperCase()}${title.slice(1)}`,
    '',
    '| | modes | |',
    '|---|---|---|',
    ...rows.flatMap(({ about, evidence, cases }) =>
      cases.map(({ modes, does }, i) => {
        const head = i === 0 ? `**${about}**` : i === 1 ? `_${evidence}_` : '';
        return `| ${head} | ${modes.join(', ')} | ${does} |`;
      }),
    ),
    '',
  ]);
  return [
    '# Proxy modes',
    '',
    '<!-- Written by npm run docs from engine/model/proxy/modes. -->',
    '',
    'Everything that modes of kube-proxy do differently for one new connection. The model decides by this table;',
    '`reachform explain --modes` prints it for one release, `reachform explain FROM TO --modes` shows a flow in every mode.',
    '',
    '| mode | when | evidence |',
    '|---|---|---|',
    ...lives,
    '',
    ...topics,
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}
