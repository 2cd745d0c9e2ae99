import assert from 'node:assert/strict';
import { PhaseTimes } from './phase-times.ts';

const mediaType = 'application/times';
const decode = (text: string): string => Buffer.from(text, 'base64').toString();
const attachment = (backEnds: readonly object[], own = mediaType) => ({
  attachment: {
    body: Buffer.from(JSON.stringify({ version: 1, backEnds })).toString('base64'),
    contentEncoding: 'BASE64',
    mediaType: own,
  },
});

describe('the time of a run by phase', () => {
  it('is added up over scenarios, the longest first, by back end', () => {
    const times = new PhaseTimes(mediaType, decode);
    times.see(attachment([{ backEnd: 'kind', milliseconds: { remove: 100, 'wait for rules': 2000 } }]));
    times.see(attachment([{ backEnd: 'kind', milliseconds: { remove: 250, 'wait for rules': 1500 } }]));
    times.see(attachment([{ backEnd: 'context:a', milliseconds: { remove: 1000 } }]));
    assert.deepEqual(times.lines(), [
      'time on context:a, all scenarios added up: remove 1.0 s',
      'time on kind, all scenarios added up: wait for rules 3.5 s, remove 0.3 s',
    ]);
  });

  it('is nothing where no back end takes any, and other attachments say nothing of it', () => {
    const times = new PhaseTimes(mediaType, decode);
    times.see(attachment([{ backEnd: 'kind', milliseconds: { remove: 100 } }], 'text/plain'));
    assert.deepEqual(times.lines(), []);
  });
});
