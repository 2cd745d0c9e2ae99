import assert from 'node:assert/strict';
import { Session } from '../session.ts';
import { Pretended } from '../testing/pretended.ts';
import { applyPath, applyText } from './apply.ts';
import { readFileSync } from 'node:fs';

const file = 'scenarios/study-notes/session-affinity/hash.yaml';

function session(cluster: Pretended): Session {
  return new Session({
    scenario: 'test-1',
    folders: [process.cwd()],
    backEnds: [cluster],
    keepImages: false,
    evidenceFolder: 'evidence',
    deadlineSeconds: 0.05,
    expectsRejection: true,
  });
}

function namesTold(cluster: Pretended): string[] {
  return cluster.changes.flatMap((change) =>
    change.kind === 'apply' ? change.manifests.map(({ object }) => object.metadata.name) : [],
  );
}

describe('what the API refuses', () => {
  it('is put to the cluster too, from a file', async () => {
    const cluster = new Pretended();
    await applyPath(session(cluster), file);
    assert.deepEqual(namesTold(cluster), ['by-hash']);
  });

  it('and from a docstring', async () => {
    const cluster = new Pretended();
    await applyText(session(cluster), readFileSync(file, 'utf8'));
    assert.deepEqual(namesTold(cluster), ['by-hash']);
  });
});
