import assert from 'node:assert/strict';
import { readRecording, type Recording } from '../backend/recorded/index.ts';
import { formatAnswer, formatClient, type Result } from '../flow/index.ts';
import { recordedFolders } from './recorded-folders.spec.ts';
import { verifyRecording } from './verify.ts';

describe('recorded runs', () => {
  it('are there for every proxy mode', () => {
    assert.deepEqual([...recordedFolders.keys()], ['dual-stack-iptables', 'iptables', 'nftables']);
  });

  for (const [name, folder] of recordedFolders) {
    describe(name, () => {
      let recording: Recording;
      before(async () => {
        recording = await readRecording(folder);
      });

      it('is predicted by the model: every flow, backend, source address and name', () => {
        const { differences, nameDifferences } = verifyRecording(recording);
        const lines = differences.map(
          ({ flow, predicted, observed, differences: texts }) =>
            `${flow.id}: ${formatClient(flow.from)} -> ${flow.to}: predicted ${formatAnswer(predicted)}, ` +
            `observed ${formatAnswer(observed)}: ${texts.join('; ')}`,
        );
        assert.deepEqual(lines, []);
        assert.deepEqual(nameDifferences, []);
      });

      it('holds enough of everything that can happen to a flow', () => {
        const { flows, sources } = verifyRecording(recording);
        assert.ok(flows >= 300 && sources >= 250, `${flows} flows, ${sources} source addresses`);
        const results = Map.groupBy(recording.observations, ({ result }) => result);
        const wanted: readonly Result[] = ['reached', 'refused', 'timeout', 'no-name', 'http'];
        for (const result of wanted) {
          const number = results.get(result)?.length ?? 0;
          assert.ok(number >= 3, `${number} flows are ${result}`);
        }
      });
    });
  }
});
