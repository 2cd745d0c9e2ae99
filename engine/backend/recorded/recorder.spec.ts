import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change } from '../../flow/index.ts';
import { findRecordings, readRecording } from './read-recording.ts';
import { RecordedBackEnd } from './recorded-back-end.ts';
import { Recorder } from './recorder.ts';
import { clusterOf } from './recording.ts';
import { notes, observed, recordingOf } from './recording-data.spec.ts';
import { writeRecording } from './write-recording.ts';

const now = (): Date => new Date('2026-05-01T12:00:00Z');
const change: Change = { kind: 'scale-dns', replicas: 0 };
const from = { pod: 'shop/client' };
const setting = { cluster: clusterOf(recordingOf()), scenario: 'a shop', keepImages: false };

describe('a recorder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recorder-'));
    const seen = { outcome: 'addresses', addresses: ['10.96.0.9'] } as const;
    await writeRecording(join(folder, 'in'), recordingOf({ names: [{ from, name: 'web', seen }] }));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** A cluster that says what was recorded once, and all that it says written down again. */
  async function open(): Promise<Recorder> {
    const recorder = new Recorder(new RecordedBackEnd(join(folder, 'in')), join(folder, 'out'), now);
    await recorder.open(setting);
    return recorder;
  }

  it('writes down what the back end held, was asked and said', async () => {
    const recorder = await open();
    const { flows } = recordingOf();
    const answers = await recorder.answer(flows);
    await recorder.lookUp(from, 'web');
    assert.deepEqual(await recorder.close(), []);
    const [written = '', ...others] = await findRecordings(join(folder, 'out'));
    assert.deepEqual(others, []);
    const recording = await readRecording(written);
    assert.deepEqual([recording.flows, recording.observations], [flows, answers]);
    assert.deepEqual(
      recording.names.map(({ name }) => name),
      ['web'],
    );
    assert.deepEqual(
      recording.objects.map(({ metadata }) => metadata.name),
      ['worker'],
    );
    const { scenario, changes, recorded, on } = recording.notes;
    assert.deepEqual(
      [scenario, changes, recorded, on],
      ['a shop', 0, '2026-05-01T12:00:00.000Z', `recorded:${join(folder, 'in')}`],
    );
    assert.deepEqual(recording.notes.cluster, notes.cluster);
  });

  it('writes one recording for each stage that was asked anything, and replay follows them', async () => {
    const recorder = await open();
    const [one, two] = recordingOf().flows;
    await recorder.apply(change);
    await recorder.answer([one!]);
    await recorder.apply(change);
    await recorder.apply(change);
    await recorder.answer([two!]);
    await recorder.close();
    const folders = await findRecordings(join(folder, 'out'));
    const stages = await Promise.all(folders.map((each) => readRecording(each)));
    assert.deepEqual(
      stages.map(({ notes: { changes } }) => changes),
      [1, 3],
    );
    const replay = new RecordedBackEnd(join(folder, 'out'));
    await replay.open(setting);
    const said = async (): Promise<readonly string[]> =>
      (await replay.answer([one!, two!])).map(({ result }) => result);
    assert.deepEqual(await said(), ['unknown', 'unknown']);
    await replay.apply(change);
    assert.deepEqual(await said(), ['refused', 'unknown']);
    await replay.apply(change);
    await replay.apply(change);
    assert.deepEqual(await said(), ['unknown', 'timeout']);
  });

  it('draws no sample of its own, and writes nothing where nothing was asked', async () => {
    const recorder = await open();
    await recorder.converge(recordingOf().flows, () => true, 1);
    await recorder.apply(change);
    await recorder.close();
    await assert.rejects(findRecordings(join(folder, 'out')), /there is no folder/);
  });

  it('says so when it can not write, and closes all the same', async () => {
    await writeRecording(
      join(folder, 'in'),
      recordingOf({
        observations: [observed('one', { reached: 1 })],
        flows: recordingOf().flows.slice(0, 1),
      }),
    );
    const recorder = new Recorder(new RecordedBackEnd(join(folder, 'in')), '/dev/null', now);
    await recorder.open(setting);
    await recorder.answer(recordingOf().flows.slice(0, 1));
    const [left = '', ...others] = await recorder.close();
    assert.match(left, /^recording of a shop: /);
    assert.deepEqual(others, []);
  });
});
