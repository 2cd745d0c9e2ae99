import assert from 'node:assert/strict';
import { UserError } from '../../errors/index.ts';
import { fieldOf, readStoredTable, readStoredText, type StoredField } from './stored-table.ts';

const object = {
  metadata: { name: 'web', labels: { 'example.com/app': 'web' } },
  spec: {
    type: 'NodePort',
    clusterIP: '10.96.0.80',
    ipFamilies: ['IPv4'],
    publishNotReadyAddresses: false,
    ports: [
      { port: 53, nodePort: 30053 },
      { port: 53, protocol: 'UDP', nodePort: 30053 },
      { port: 80, nodePort: 30080 },
    ],
  },
};

const unmet = (fields: readonly StoredField[]): string[] =>
  fields.filter(({ path, isMet }) => !isMet(fieldOf(object, path), object)).map(({ wanted }) => wanted);
const row = (field: string, wanted: string): boolean =>
  unmet(readStoredTable([[field, wanted]])).length === 0;

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof UserError);
    return error.problems.map(({ what }) => what);
  }
  return [];
}

describe('a table of stored fields', () => {
  it('has values as YAML has them', () => {
    assert.ok(row('spec.type', 'NodePort'));
    assert.ok(row('spec.ports[2].nodePort', '30080'));
    assert.ok(!row('spec.ports[2].nodePort', '"30080"'));
    assert.ok(row('spec.ipFamilies', '[IPv4]'));
    assert.ok(!row('spec.ipFamilies', '[IPv4, IPv6]'));
    assert.ok(row('metadata.labels[example.com/app]', 'web'));
  });

  it('has nothing for what is left out or empty, and * for anything', () => {
    assert.ok(row('spec.externalName', '') && row('spec.ports[7].port', ''));
    assert.ok(row('spec.publishNotReadyAddresses', ''));
    assert.ok(!row('spec.type', ''));
    assert.ok(row('spec.type', '*'));
    assert.ok(!row('spec.externalName', '*'));
  });

  it('has ranges of addresses and of numbers', () => {
    assert.ok(row('spec.clusterIP', 'in 10.96.0.0/16'));
    assert.ok(!row('spec.clusterIP', 'in 10.97.0.0/16'));
    assert.ok(row('spec.ports[0].nodePort', 'in 30053-30053'));
    assert.ok(!row('spec.ports[0].nodePort', 'in 30054-32767'));
    assert.ok(!row('spec.ports[0].nodePort', 'in 30000-30052'));
    assert.ok(!row('spec.clusterIP', 'in 1-9'));
    assert.ok(!row('spec.healthCheckNodePort', 'in 0-9'));
  });

  it('compares fields with each other', () => {
    assert.ok(row('spec.ports[1].nodePort', 'same as spec.ports[0].nodePort'));
    assert.ok(!row('spec.ports[2].nodePort', 'same as spec.ports[0].nodePort'));
    assert.ok(row('spec.ports[2].nodePort', 'other than spec.ports[0].nodePort'));
    assert.ok(!row('spec.healthCheckNodePort', 'other than spec.ports[0].nodePort'));
    assert.ok(!row('spec.healthCheckNodePort', 'same as spec.externalName'));
  });

  it('tells all its mistakes at once', () => {
    const table = [
      ['spec..type', 'NodePort'],
      ['spec.type', '[NodePort'],
      ['spec.type', 'in nowhere'],
      ['spec.type', 'same as .'],
      ['spec.type', 'NodePort', 'ClusterIP'],
    ];
    assert.deepEqual(
      problemsOf(() => readStoredTable(table)),
      [
        'no field can be "NodePort"',
        'no field can be "[NodePort"',
        'no field can be "in nowhere"',
        'no field can be "same as ."',
        'no field is called "spec..type"',
      ].sort(),
    );
  });
});

describe('a part of a stored object', () => {
  it('says something of the fields that it has, and of lists whole', () => {
    assert.deepEqual(unmet(readStoredText('spec: { type: NodePort, ports: [{ port: 53 }] }')), ['1 item']);
    const ports = 'ports: [{ port: 53 }, { protocol: UDP }, { nodePort: 30081 }]';
    assert.deepEqual(unmet(readStoredText(`spec: { ${ports} }`)), ['30081']);
    assert.deepEqual(unmet(readStoredText('spec: { externalName: null, type: ClusterIP }')), ['"ClusterIP"']);
    assert.deepEqual(unmet(readStoredText('spec: { ipFamilies: [] }')), ['0 items']);
  });

  it('is a part of an object', () => {
    assert.deepEqual(
      problemsOf(() => readStoredText('NodePort')),
      ['the text is no part of an object'],
    );
    assert.deepEqual(
      problemsOf(() => readStoredText('spec: [')),
      ['the text is no YAML'],
    );
  });
});
