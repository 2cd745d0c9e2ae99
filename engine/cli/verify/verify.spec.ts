import assert from 'node:assert/strict';
import { formatRecording, type Recording } from '../../backend/recorded/index.ts';
import type { Observation } from '../../flow/index.ts';
import { defaultCluster, type KubeObject, type Pod, type Service } from '../../kube/index.ts';
import { runIn } from '../testing/run.ts';

const { nodes, ...cluster } = defaultCluster();
const service: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop', uid: 's1' },
  spec: { clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9'], ports: [{ port: 80, protocol: 'TCP' }] },
};
const client: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'client', namespace: 'shop', uid: 'p1' },
  spec: { nodeName: 'worker', containers: [{ name: 'main', ports: [{ containerPort: 9 }] }] },
  status: { phase: 'Running', podIP: '10.244.1.9', podIPs: [{ ip: '10.244.1.9' }] },
};
const objects: readonly KubeObject[] = [...nodes.map(({ object }) => object), service, client];
const from = { pod: 'shop/client' };

function recorded(more: Partial<Recording> = {}, result: Observation['result'] = 'refused') {
  const observed = { backends: [], trace: [], tallies: [], milliseconds: 1 };
  return formatRecording({
    notes: { format: 1, what: 'an empty Service', on: 'kind', kubernetes: 'v1.35.8', changes: 0, cluster },
    objects,
    flows: [
      { id: 'a', from, to: 'web:80' },
      { id: 'b', from, to: '10.96.0.9:81' },
    ],
    observations: [
      { ...observed, id: 'a', result, attempts: 4, outcomes: { [result]: 4 } },
      { ...observed, id: 'b', result: 'timeout', attempts: 1, outcomes: { timeout: 1 } },
    ],
    names: [{ from, name: 'web', seen: { outcome: 'addresses', addresses: ['10.96.0.9'] } }],
    ...more,
  });
}

function inFolders(folders: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  return Object.fromEntries(
    Object.entries(folders).flatMap(([folder, files]) =>
      Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]),
    ),
  );
}

describe('reachform verify', () => {
  it('says of each recording that the model predicts it', async () => {
    const files = inFolders({ 'runs/one': recorded(), 'runs/two': recorded({ names: [] }) });
    const { code, out } = await runIn(files, ['verify', 'runs/']);
    const note = '  accepted 1 times: no rule of the cluster matches and routing decided: timeout';
    assert.deepEqual(out.split('\n'), [
      'runs/one    an empty Service, Kubernetes v1.35.8, iptables',
      '  2 flows, 1 name: the model predicts all of it',
      note,
      'runs/two    an empty Service, Kubernetes v1.35.8, iptables',
      '  2 flows: the model predicts all of it',
      note,
      '',
    ]);
    assert.equal(code, 0);
  });

  it('prints every difference with the reasons of the model, and fails', async () => {
    const names = [{ from, name: 'web', seen: { outcome: 'no-name', addresses: [] } }] as const;
    const { code, out } = await runIn(recorded({ names }, 'timeout'), ['verify', '.']);
    assert.deepEqual(out.split('\n').slice(1, 8), [
      '  2 flows, 1 name: 2 differences',
      '  accepted 1 times: no rule of the cluster matches and routing decided: timeout',
      '',
      '  pod shop/client -> web:80',
      '    predicted  refused',
      '    observed   timeout, 4 attempts',
      '    predicted refused, observed timeout',
    ]);
    assert.match(out, /\n {4}how it was decided\n(.*\n)+.*cluster IP 10\.96\.0\.9:80 of service shop\/web/);
    assert.deepEqual(out.split('\n').slice(-4), [
      '  pod shop/client asks for "web"',
      '    predicted  10.96.0.9',
      '    observed   no-name',
      '',
    ]);
    assert.equal(code, 1);
  });

  it('prints JSON for machines', async () => {
    const { code, out } = await runIn(recorded({}, 'timeout'), ['verify', '.', '-o', 'json']);
    const { version, recordings } = JSON.parse(out) as {
      version: number;
      recordings: readonly { folder: string; flows: number; differences: readonly object[] }[];
    };
    assert.deepEqual(
      [version, code, recordings.length, recordings[0]?.flows, recordings[0]?.differences.length],
      [1, 1, 1, 2, 1],
    );
  });

  it('says which folder holds no recording', async () => {
    const { code, err } = await runIn({ 'a/readme.txt': '' }, ['verify', 'a']);
    assert.equal(code, 3);
    assert.match(err, /there is no recording in ".*a"/);
  });
});
