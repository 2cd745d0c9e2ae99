import assert from 'node:assert/strict';
import { parseRecording } from './read-recording.ts';
import { clusterOf } from './recording.ts';
import { recordingOf } from './recording-data.spec.ts';
import { formatRecording } from './write-recording.ts';

describe('a recording', () => {
  it('reads as it was written', () => {
    const recording = recordingOf();
    assert.deepEqual(parseRecording(formatRecording(recording), 'run'), recording);
  });

  it('may hold names', () => {
    const from = { pod: 'shop/client' };
    const names = [{ from, name: 'web', seen: { outcome: 'addresses', addresses: ['10.96.0.9'] } }] as const;
    const texts = formatRecording(recordingOf({ names }));
    assert.deepEqual(parseRecording(texts, 'run').names, names);
    assert.throws(
      () =>
        parseRecording(
          { ...texts, 'names.json': '[{"from": {"pod": "a"}, "name": "b", "seen": {}}]' },
          'run',
        ),
      /run\/names\.json: name 1: seen is not as it should be/,
    );
  });

  it('knows its cluster, nodes included', () => {
    const cluster = clusterOf(recordingOf());
    assert.deepEqual(
      cluster.nodes.map(({ object }) => object.metadata.name),
      ['worker'],
    );
    assert.equal(cluster.proxy.mode, 'iptables');
  });

  it('is written in one order, whatever order objects come in, one to a line', () => {
    const pod = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' } });
    const [a, b] = [pod('a'), pod('b')];
    const text = (objects: (typeof a)[]): string | undefined =>
      formatRecording(recordingOf({ objects }))['objects.json'];
    assert.equal(text([b, a]), text([a, b]));
    assert.deepEqual(text([b, a])?.split('\n'), [
      '{"apiVersion":"v1","kind":"List","items":[',
      `${JSON.stringify(a)},`,
      JSON.stringify(b),
      ']}',
      '',
    ]);
  });
});

describe('a recording that is not as it should be', () => {
  const written = formatRecording(recordingOf());
  const problemsOf = (texts: Readonly<Record<string, string>>): string => {
    try {
      parseRecording({ ...written, ...texts }, 'run');
    } catch (error) {
      return (error as Error).message;
    }
    return 'none';
  };

  it('says what is wrong with each file, all at once', () => {
    assert.equal(
      problemsOf({
        'run.yaml': (written['run.yaml'] ?? '').replace('mode: iptables', 'mode: ebpf'),
        'objects.json': '{"items": [{"kind": "Pod"}]}',
        'flows.json': '[{"from": {"pod": "a"}, "to": "web"}]',
        'observations.json': '[{"result": "fine"}]',
      }),
      [
        'error: run/flows.json: flow 1: destination "web": it has no port',
        '  found      web',
        '  expected   ADDRESS:PORT, [ADDRESS6]:PORT, NAME:PORT, service/[NS/]NAME:PORT, node/NAME:PORT, ' +
          'pod/[NS/]NAME:PORT, http://...',
        '  try        web:80',
        '',
        'error: run/objects.json: item 1 is no API object',
        '',
        'error: run/observations.json: observation 1: result is not as it should be',
        '  found      "fine"',
        '  expected   reached, refused, timeout, no-name, http, tls-failure, unhandled, unknown',
        '',
        'error: run/run.yaml: cluster.proxy.mode is not as it should be',
        '  found      "ebpf"',
        '  expected   iptables, nftables, ipvs, userspace',
      ].join('\n'),
    );
  });

  it('was cut short', () => {
    assert.match(problemsOf({ 'flows.json': '[{"from"' }), /run\/flows\.json: it is no JSON/);
    assert.match(problemsOf({ 'objects.json': '{"kind": "Pod"}' }), /it is no List/);
    assert.match(problemsOf({ 'flows.json': '{}' }), /run\/flows\.json: it is no array/);
    assert.match(problemsOf({ 'run.yaml': '{' }), /run\/run\.yaml: it is no YAML/);
  });

  it('has an observation too few, or one of another flow', () => {
    const [first, second] = recordingOf().observations;
    assert.match(
      problemsOf({ 'observations.json': JSON.stringify([first]) }),
      /there is not one observation for each flow\n {2}found +1 observations\n {2}expected +2, one for each line/,
    );
    assert.match(
      problemsOf({ 'observations.json': JSON.stringify([second, first]) }),
      /observation 1 is of another flow\n {2}found +id two\n {2}expected +id one/,
    );
  });

  it('has observations whose counts are no numbers', () => {
    const [first, second] = recordingOf().observations;
    const broken = { ...first, outcomes: { fine: 2 } };
    assert.match(
      problemsOf({ 'observations.json': JSON.stringify([broken, second]) }),
      /observation 1: outcomes is not as it should be/,
    );
  });
});
