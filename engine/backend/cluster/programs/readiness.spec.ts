import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readiness } from './readiness.ts';

describe('Readiness', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reachform-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('makes and removes the files that readiness probes ask for', () => {
    const file = join(folder, 'var/ready');
    const readiness = new Readiness({ ports: [], readyFiles: [file], liveFiles: [] });
    assert.ok(!existsSync(file), 'not before it is said');
    readiness.set(true);
    assert.ok(existsSync(file));
    readiness.set(false);
    assert.ok(!existsSync(file));
    assert.equal(readiness.ready, false);
    readiness.set(false);
  });

  it('keeps the files that other probes ask for', () => {
    const file = join(folder, 'tmp/healthy');
    const readiness = new Readiness({ ports: [], readyFiles: [], liveFiles: [file] });
    readiness.set(false);
    assert.ok(existsSync(file));
  });
});
