import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { anchorsOf, firstBlock, linksOf } from './lib/markdown.ts';

describe('links between pages', () => {
  const pages = globSync(['*.md', 'docs/**/*.md', 'scenarios/**/*.md']).sort();

  for (const page of pages) {
    it(`of ${page} lead somewhere`, () => {
      const broken = linksOf(readFileSync(page, 'utf8')).filter((link) => !leads(page, link));
      assert.deepEqual(broken, []);
    });
  }
});

function leads(page: string, link: string): boolean {
  if (/^(https?|mailto):/.test(link)) return true;
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(file)) return false;
  return anchor === undefined || anchorsOf(readFileSync(file, 'utf8')).has(anchor);
}

describe('reading Markdown', () => {
  it('finds links but not those in code', () => {
    assert.deepEqual(linksOf('[a](b.md) `[c](d)`\n```\n[e](f)\n```\n![g](h.png)'), ['b.md', 'h.png']);
  });

  it('makes the anchors that GitHub makes', () => {
    assert.deepEqual([...anchorsOf('# One, two: three!\n## `x` y-z')], ['one-two-three', 'x-y-z']);
  });

  it('finds a block by its language', () => {
    assert.equal(firstBlock('```js\na\n```\n```text\nb\n```', 'text'), 'b\n');
    assert.throws(() => firstBlock('', 'js'), /no block of js/);
  });
});
