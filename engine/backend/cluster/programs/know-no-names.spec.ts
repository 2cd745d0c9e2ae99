import assert from 'node:assert/strict';
import { noSuchName } from './know-no-names.ts';

/** A question for the A record of a name, as a resolver sends it, with an additional record behind it. */
function query(name: string): Buffer {
  const header = Buffer.from([0x12, 0x34, 0x01, 0x20, 0, 1, 0, 0, 0, 0, 0, 1]);
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
  return Buffer.concat([header, Buffer.from([...labels, 0, 0, 1, 0, 1]), Buffer.from([0, 0, 41, 4, 208])]);
}

describe('noSuchName', () => {
  it('repeats the question and says that there is no such name', () => {
    const asked = query('web.shop');
    const answer = noSuchName(asked);
    assert.ok(answer);
    assert.equal(answer.readUInt16BE(0), 0x1234);
    assert.equal((answer[2] ?? 0) & 0x80, 0x80, 'marked as an answer');
    assert.equal((answer[3] ?? 0) & 0x0f, 3, 'code 3');
    assert.deepEqual([...answer.subarray(4, 12)], [0, 1, 0, 0, 0, 0, 0, 0], 'one question, no records');
    assert.deepEqual(answer.subarray(12), asked.subarray(12, asked.length - 5));
  });

  it('leaves the query as it was', () => {
    const asked = query('web');
    const before = Buffer.from(asked);
    noSuchName(asked);
    assert.deepEqual(asked, before);
  });

  it('answers nothing to what was cut off', () => {
    for (const length of [0, 5, 12, 15])
      assert.equal(noSuchName(query('web.shop').subarray(0, length)), undefined);
  });
});
