import { loadSupport } from '@cucumber/cucumber/api';
import { fileURLToPath } from 'node:url';
import type { SentencePage } from '../../steps/sentence-book.ts';

const steps = new URL('../../steps/index.ts', import.meta.url);

/** docs/steps.md: every sentence that the shipped steps know, with what it means and how it reads. */
export async function stepsPage(): Promise<string> {
  await loadSupport(
    {
      sources: { defaultDialect: 'en', paths: [], names: [], tagExpression: '', order: 'defined' },
      support: { importPaths: [fileURLToPath(steps)] },
    },
    {},
  );
  const { allSentences } = (await import(steps.href)) as { allSentences: () => readonly SentencePage[] };
  const topics = Map.groupBy(allSentences(), ({ topic }) => topic);
  const sections = [...topics].map(
    ([topic, sentences]) => `## ${topic}\n\n${sentences.map((one) => sentence(one)).join('\n')}`,
  );
  return `${head}\n${sections.join('\n')}`;
}

const head = `# All sentences

Written from the steps themselves: \`npm run docs\`.

* A sentence says where a flow starts, where it goes and how it ends; there is no "current" object, but for
  sentences that begin with "the backend sees".
* Names without a namespace belong to the scenario's own: see the sentence about it below. Nodes are called
  \`control-plane\`, \`worker\`, \`worker2\` and so on.
* \`web-1\` is the first pod of workload \`web\`, \`web-2\` the second, unless a pod has that very name; pods that come
  later get the next numbers. \`web-*\` is all of them.
* On the model everything happens at once. On a cluster a Then waits up to 30 s for what it says; before each
  one \`within 60s, \` may stand for another time. With \`for at least 10s, \` before it, it must also stay so.
* \`{client}\` is \`pod "client"\`, \`the host of node "worker"\`, \`outside\`, \`outside at "203.0.113.9"\`, each outside one
  also with \`via node "worker"\` behind it.
* \`{destination}\` is a text such as \`"web:80"\`, with \` over UDP\` behind it where it is not TCP.
* \`@model-only\` keeps a scenario off clusters; \`@images-keep\` leaves its own images alone.
`;

function sentence({ keyword, pattern, doc, example }: SentencePage): string {
  return `### ${keyword} ${pattern}\n\n${doc}\n\n\`\`\`gherkin\n${example}\n\`\`\`\n`;
}
