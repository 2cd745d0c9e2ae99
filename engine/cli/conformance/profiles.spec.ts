import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { UserError } from '../../errors/index.ts';
import { packageFile } from '../package-file.ts';
import { profiles, tagsOf } from './profiles.ts';

describe('profiles of conformance', () => {
  it('select what any of them asks for, never what runs on the model alone', () => {
    assert.equal(tagsOf([]), 'not @model-only');
    assert.equal(tagsOf(['node-port', 'nftables']), 'not @model-only and ((@node-port) or (@nftables))');
  });

  it('that are none are said all at once, with those that are', () => {
    assert.throws(
      () => tagsOf(['cor', 'core', 'xyzzy']),
      (error: UserError) => {
        assert.equal(error.problems.length, 2);
        assert.match(
          error.message,
          /there is no profile "cor" \(option --profile\)\n {2}expected +core, node-port/,
        );
        assert.match(error.message, /try +core/);
        return true;
      },
    );
  });

  it('speak of tags that the packaged features have, and of all features that clusters are asked', () => {
    const folder = packageFile('features');
    const features = readdirSync(folder).filter((file) => file.endsWith('.feature'));
    const asked = new Set(Object.values(profiles).flatMap((tags) => tags.match(/@[\w-]+/g) ?? []));
    for (const feature of features) {
      const tags = readFileSync(`${folder}/${feature}`, 'utf8').match(/^\s*@[\w-]+(?: @[\w-]+)*$/gm) ?? [];
      const own = tags.flatMap((line) => line.trim().split(' '));
      // A whole feature for the model alone is no question to a cluster.
      if (tags[0]?.includes('@model-only')) continue;
      assert.ok(
        own.some((tag) => asked.has(tag)),
        `no profile asks for ${feature}`,
      );
    }
    const names = new Set(features.map((feature) => `@${feature.replace('.feature', '')}`));
    const strange = [...asked].filter((tag) => !names.has(tag) && !tag.startsWith('@needs-'));
    assert.deepEqual(strange, []);
  });
});
