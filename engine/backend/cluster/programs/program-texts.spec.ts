import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { programTexts } from './program-texts.ts';

describe('programTexts', function () {
  this.timeout(30_000);

  it('holds every file that one of them imports', async () => {
    const texts = await programTexts();
    for (const [file, text] of Object.entries(texts)) {
      for (const [, imported = ''] of text.matchAll(/from '(\.[^']*)'/g)) {
        assert.ok(imported.replace('./', '') in texts, `${file} imports ${imported}`);
      }
    }
  });

  it('needs nothing but Node.js', async () => {
    for (const [file, text] of Object.entries(await programTexts())) {
      for (const [, imported = ''] of text.matchAll(/from '([^.'][^']*)'/g)) {
        assert.match(imported, /^node:/, `${file} imports ${imported}`);
      }
    }
  });

  it('leaves out no file of the folder but those for ourselves', async () => {
    const folder = fileURLToPath(new URL('.', import.meta.url));
    const own = new Set(['program-texts.ts', 'protocol.ts']);
    const sources = (await readdir(folder)).filter((file) => !file.endsWith('.spec.ts') && !own.has(file));
    const texts = Object.keys(await programTexts()).filter((file) => file !== 'package.json');
    assert.deepEqual(texts.map((file) => file.replace(/js$/, 'ts')).sort(), sources.sort());
  });

  it('fits into a ConfigMap many times over', async () => {
    assert.ok(JSON.stringify(await programTexts()).length < 200_000);
  });

  it('runs as it is, without its types', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'reachform-test-'));
    try {
      for (const [file, text] of Object.entries(await programTexts()))
        await writeFile(join(folder, file), text);
      const request = { op: 'lookup', id: 'a', name: '127.0.0.1', timeoutMs: 1000 };
      const { stdout } = await execa(process.execPath, [join(folder, 'prober.js')], {
        input: `${JSON.stringify(request)}\n`,
      });
      assert.deepEqual(JSON.parse(stdout), { id: 'a', outcome: 'addresses', addresses: ['127.0.0.1'] });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
