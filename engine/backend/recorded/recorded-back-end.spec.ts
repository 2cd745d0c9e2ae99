import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change } from '../../flow/index.ts';
import type { Setting } from '../back-end.ts';
import { findRecordings, readRecording } from './read-recording.ts';
import { RecordedBackEnd } from './recorded-back-end.ts';
import { clusterOf } from './recording.ts';
import { notes, observed, recordingOf } from './recording-data.spec.ts';
import { writeRecording } from './write-recording.ts';

const change: Change = { kind: 'scale-dns', replicas: 0 };
const setting = (scenario: string): Setting => ({
  cluster: clusterOf(recordingOf()),
  scenario,
  keepImages: false,
});
const flow = { from: { pod: 'shop/client' }, to: '10.96.0.9:80' };

describe('a recorded back end', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recorded-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function open(scenario = 'any'): Promise<RecordedBackEnd> {
    const backEnd = new RecordedBackEnd(folder);
    await backEnd.open(setting(scenario));
    return backEnd;
  }

  it('replays what was said, under the id of who asks now', async () => {
    await writeRecording(folder, recordingOf());
    const backEnd = await open();
    assert.equal(backEnd.name, `recorded:${folder}`);
    const { id: _, ...first } = observed('one', { refused: 4 });
    assert.deepEqual(await backEnd.answer([flow, { ...flow, id: 'mine', protocol: 'TCP' }]), [
      first,
      { ...first, id: 'mine' },
    ]);
    assert.deepEqual(
      (await backEnd.objects()).map(({ object }) => object.metadata.name),
      ['worker'],
    );
    assert.deepEqual(await backEnd.close(), []);
  });

  it('knows nothing of what nobody asked', async () => {
    await writeRecording(folder, recordingOf());
    const backEnd = await open();
    const asked = [
      { ...flow, protocol: 'UDP' as const },
      { ...flow, from: { host: 'worker' } },
      { ...flow, to: '10.96.0.9:81' },
      { ...flow, http: { method: 'POST' } },
    ];
    for (const answer of await backEnd.answer(asked)) {
      assert.deepEqual([answer.result, answer.reason], ['unknown', 'nobody asked this when it was recorded']);
    }
  });

  it('says of a name what its resolver said, and of the cluster what it was', async () => {
    const seen = { outcome: 'addresses', addresses: ['10.96.0.9'] } as const;
    await writeRecording(folder, recordingOf({ names: [{ from: flow.from, name: 'web', seen }] }));
    const backEnd = await open();
    assert.deepEqual(await backEnd.lookUp(flow.from, 'web'), seen);
    assert.equal((await backEnd.lookUp({ host: 'worker' }, 'web')).outcome, 'unknown');
    assert.equal((await backEnd.lookUp(flow.from, 'web.shop')).outcome, 'unknown');
    assert.deepEqual((await backEnd.cluster()).serviceSubnets, ['10.96.0.0/16']);
    await writeRecording(folder, recordingOf());
    assert.deepEqual((await readRecording(folder)).names, []);
  });

  it('gives the samples of one flow in turn, and does not count those of waiting', async () => {
    const flows = [flow, flow];
    const observations = [observed('a', { timeout: 1 }), observed('b', { refused: 1 })];
    await writeRecording(folder, recordingOf({ flows, observations }));
    const backEnd = await open();
    assert.deepEqual(await backEnd.converge(), { converged: true, milliseconds: 0 });
    const results = (await backEnd.answer([flow, flow, flow])).map(({ result }) => result);
    assert.deepEqual(results, ['timeout', 'refused', 'refused']);
  });

  it('goes to the stage of a scenario that came after as many changes', async () => {
    const stage = (changes: number, scenario: string, outcomes: object): Promise<string> =>
      writeRecording(
        join(folder, scenario, String(changes)),
        recordingOf({
          notes: { ...notes, scenario, changes },
          flows: [flow],
          observations: [observed('x', outcomes)],
        }),
      );
    await stage(0, 'shop', { reached: 1 });
    await stage(2, 'shop', { timeout: 1 });
    await stage(0, 'other', { refused: 1 });
    const backEnd = await open('shop');
    const said = async (): Promise<string | undefined> => (await backEnd.answer([flow]))[0]?.result;
    assert.equal(await said(), 'reached');
    await backEnd.apply(change);
    assert.equal(await said(), 'unknown');
    assert.deepEqual(await backEnd.objects(), []);
    await backEnd.apply(change);
    assert.equal(await said(), 'timeout');
    await assert.rejects(open('third'), {
      message: `error: "${folder}" has no recording of scenario "third"\n  expected   other, shop`,
    });
  });

  it('finds recordings in folders of folders, and says so where there are none', async () => {
    await writeRecording(join(folder, 'b', 'one'), recordingOf());
    await writeRecording(join(folder, 'a'), recordingOf());
    assert.deepEqual(await findRecordings(folder), [join(folder, 'a'), join(folder, 'b', 'one')]);
    await rm(join(folder, 'a', 'flows.json'));
    await assert.rejects(readRecording(join(folder, 'a')), /a\/flows\.json" can't be read/);
    await assert.rejects(findRecordings(join(folder, 'none')), /there is no folder/);
    await rm(join(folder, 'a'), { recursive: true });
    await rm(join(folder, 'b'), { recursive: true });
    await assert.rejects(findRecordings(folder), /there is no recording in/);
  });
});
