import assert from 'node:assert/strict';
import { namedFiles } from './named-files.ts';

const folders = ['scenarios/examples/shop', '.'];

describe('the files that sentences name', () => {
  it('are read, beside the feature first', async () => {
    const text = await namedFiles('the manifests in "web.yaml"\nand "web:80" is reached', folders);
    assert.match(text, /^kind: Service$/m);
  });

  it('are read once, however often they are named', async () => {
    const once = await namedFiles('"web.yaml"', folders);
    assert.equal(await namedFiles('"web.yaml" and "web.yaml"', folders), once);
  });

  it('are nothing where there are none: the sentence itself will say so', async () => {
    assert.equal(await namedFiles('the manifests in "nowhere.yaml"', folders), '');
    assert.equal(await namedFiles('from pod "client", "web:80" is refused', folders), '');
  });
});
