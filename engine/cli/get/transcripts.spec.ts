import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { run } from '../testing/run.ts';

/** Commands in pages, with what they print; see `## What kubectl shows` in the study notes. */
const page = 'scenarios/study-notes/README.md';

describe(`a transcript in ${page}`, () => {
  const [, console = ''] = /^```console\n([\s\S]*?)^```$/m.exec(readFileSync(page, 'utf8')) ?? [];
  const transcripts = console.split(/^\$ npx reachform /m).slice(1);

  it('is there', () => assert.equal(transcripts.length, 5));

  for (const transcript of transcripts) {
    const [command = '', ...lines] = transcript.trimEnd().split('\n');
    it(`says what is printed by ${command}`, async () => {
      const { code, out } = await run(command.split(' '));
      assert.equal(out.trimEnd(), lines.join('\n'));
      assert.equal(code, 0);
    });
  }
});
