import assert from 'node:assert/strict';
import { formatProblem } from '../../errors/index.ts';
import { refOf } from '../ref.ts';
import { parseManifests } from './parse-manifests.ts';

const pod = (name: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
  - name: main
    image: web
`;

const names = (text: string): string[] =>
  parseManifests(text, 'f').manifests.map(({ object }) => refOf(object).name);

describe('manifests that are read', () => {
  it('several documents, empty ones left out', () => {
    assert.deepEqual(names(`---\n${pod('a')}---\n---\n# nothing\n---\n${pod('b')}...\n`), ['a', 'b']);
  });

  it('nothing at all', () => {
    assert.deepEqual(parseManifests('', 'f'), { manifests: [], refused: [], problems: [], warnings: [] });
  });

  it('a list, as kubectl prints it', () => {
    const items = [pod('a'), pod('b')].map((text) => `- ${text.trim().replaceAll('\n', '\n  ')}\n`).join('');
    const list = `apiVersion: v1\nitems:\n${items}kind: List\nmetadata:\n  resourceVersion: ""\n`;
    const { manifests, problems } = parseManifests(list, 'f');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      manifests.map(({ object }) => object.metadata.name),
      ['a', 'b'],
    );
    assert.deepEqual(manifests[1]!.placeOf(['metadata', 'name']), { file: 'f', line: 14, column: 11 });
  });

  it('a typed list, whose items do not say what they are', () => {
    const list = 'apiVersion: v1\nkind: NamespaceList\nitems:\n- metadata:\n    name: shop\n';
    const { manifests } = parseManifests(list, 'f');
    assert.deepEqual(manifests[0]!.object, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop' },
    });
  });

  it('an empty list', () => {
    assert.deepEqual(names('apiVersion: v1\nkind: List\nitems: []\n'), []);
  });

  it('JSON, one value or several', () => {
    const json = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } });
    assert.deepEqual(names(json), ['a']);
    assert.deepEqual(names(`${json}\n${json.replace('"a"', '"b"')}`), ['a', 'b']);
  });

  it('what an API server adds: status, managedFields, nulls', () => {
    const text = `apiVersion: v1
kind: Pod
metadata:
  creationTimestamp: null
  name: a
  uid: 6f1c
  managedFields:
  - apiVersion: v1
    fieldsType: FieldsV1
    fieldsV1: {"f:spec": {"f:containers": {'k:{"name":"main"}': {".": {}}}}}
    manager: kubectl
    operation: Update
  labels:
    empty:
spec:
  containers:
  - name: main
    image: web
    resources: {}
status:
  phase: Running
  conditions:
  - type: Ready
    status: "True"
    lastProbeTime: null
`;
    const { manifests, problems } = parseManifests(text, 'f');
    assert.deepEqual(problems, []);
    const { metadata } = manifests[0]!.object;
    assert.ok(!('creationTimestamp' in metadata));
    assert.deepEqual(metadata.labels, { empty: '' });
  });

  it('a mark at the beginning that some editors leave', () => {
    assert.deepEqual(names(`\ufeff${pod('a')}`), ['a']);
  });

  it('anchors, aliases and merges', () => {
    const text = pod('a').replace('  containers:', '  nodeSelector: &zone {zone: a}\n  containers:');
    const merged = text.replace('  name: a', '  name: a\n  labels:\n    app: web');
    assert.deepEqual(names(merged), ['a']);
    const service = `apiVersion: v1
kind: Service
metadata:
  name: web
  labels: &labels {app: web}
spec:
  selector:
    <<: *labels
    tier: front
  ports: [{port: 80}]
`;
    const { object } = parseManifests(service, 'f').manifests[0]!;
    assert.deepEqual((object as { spec?: { selector?: object } }).spec?.selector, {
      app: 'web',
      tier: 'front',
    });
  });

  it('fields of a later release, in what an API server has recorded', () => {
    const recorded = pod('a').replace('  name: a', '  name: a\n  uid: 6f1c') + '  fieldOf137: true\n';
    assert.deepEqual(names(recorded), ['a']);
  });
});

describe('what is ignored', () => {
  it('is said once for each kind and file, in the order of kinds', () => {
    const policy = (name: string): string =>
      `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: ${name}}\n`;
    const widget = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\n';
    const { manifests, warnings } = parseManifests([widget, policy('a'), policy('b')].join('---\n'), 'f');
    assert.deepEqual(
      warnings.map((warning) => formatProblem(warning, 'warning')),
      [
        'warning: The model ignores objects of kind HorizontalPodAutoscaler    f:6:7',
        'warning: The model ignores objects of kind Widget    f:2:7',
      ],
    );
    assert.equal(manifests.length, 3);
  });

  it('is not worth a word where no flow can depend on it', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: "1"}\n';
    assert.deepEqual(parseManifests(text, 'f').warnings, []);
  });

  it('is a file that is meant for a tool', () => {
    const text = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n';
    const { problems, warnings } = parseManifests(text, 'kind.yaml');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      warnings.map((warning) => formatProblem(warning, 'warning')),
      [
        'warning: A kind config is no manifest: ignored here    kind.yaml:1:7\n' +
          '  try        give it as the cluster',
      ],
    );
  });
});

describe('the order of documents', () => {
  it('is the order of manifests', () => {
    const all = ['a', 'b', 'c'];
    for (const order of [all, ['b', 'c', 'a'], ['c', 'b', 'a']]) {
      assert.deepEqual(names(order.map(pod).join('---\n')), order);
    }
  });
});
