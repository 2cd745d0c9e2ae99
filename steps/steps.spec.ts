import { loadSupport } from '@cucumber/cucumber/api';
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { SentencePage } from './sentence-book.ts';

interface StepDefinition {
  readonly pattern: string | RegExp;
  matchesStepName(text: string): boolean;
}

const index = new URL('./index.ts', import.meta.url);

describe('the sentences of the vocabulary', () => {
  let definitions: readonly StepDefinition[] = [];
  let pages: readonly SentencePage[] = [];

  before(async function () {
    this.timeout(30_000);
    const { stepDefinitions } = (await loadSupport(
      {
        sources: { defaultDialect: 'en', paths: [], names: [], tagExpression: '', order: 'defined' },
        support: { importPaths: [fileURLToPath(index)] },
      },
      {},
    )) as unknown as { stepDefinitions: readonly StepDefinition[] };
    definitions = stepDefinitions;
    pages = ((await import(index.href)) as { allSentences: () => readonly SentencePage[] }).allSentences();
  });

  /** The sentences of an example, less keywords, tables and texts. */
  function sentencesOf({ example }: SentencePage): string[] {
    return example
      .split('\n')
      .filter((line) => /^(Given|When|Then|And) /.test(line))
      .map((line) => line.replace(/^\w+ /, ''));
  }

  it('are each matched by their own example, and by it alone', () => {
    for (const page of pages) {
      const texts = sentencesOf(page);
      assert.ok(texts.length > 0, page.pattern);
      const matched = texts.map((text) =>
        definitions.filter((one) => one.matchesStepName(text)).map((one) => String(one.pattern)),
      );
      for (const [i, patterns] of matched.entries())
        assert.equal(patterns.length, 1, `${texts[i]}: ${patterns.join(' | ')}`);
      assert.ok(
        matched.some(([pattern]) => pattern === page.pattern),
        page.pattern,
      );
    }
  });

  it('take a deadline before every Then', () => {
    for (const page of pages.filter(({ keyword }) => keyword === 'Then')) {
      const [text = ''] = sentencesOf(page).slice(-1);
      for (const before of ['within 60s', 'for at least 10s']) {
        const matching = definitions.filter((one) => one.matchesStepName(`${before}, ${text}`));
        assert.equal(matching.length, 1, text);
      }
    }
  });

  it('say what they mean, each differently', () => {
    assert.ok(pages.length > 50);
    assert.equal(new Set(pages.map(({ pattern }) => pattern)).size, pages.length);
    for (const { doc, pattern } of pages) assert.match(doc, /^[^]+[.:]$/, pattern);
  });

  it('name clients in all ways', () => {
    const clients = [
      'pod "a"',
      'pod "ns/a"',
      'the host of node "worker"',
      'outside',
      'outside at "192.0.2.1"',
      'outside via node "worker"',
      'outside at "192.0.2.1" via node "worker"',
    ];
    for (const client of clients) {
      const text = `from ${client}, "web:80" is refused`;
      assert.equal(definitions.filter((one) => one.matchesStepName(text)).length, 1, text);
    }
    for (const client of ['client', 'the pod "a"', 'outside from "x"']) {
      assert.ok(
        !definitions.some((one) => one.matchesStepName(`from ${client}, "web:80" is refused`)),
        client,
      );
    }
  });
});
