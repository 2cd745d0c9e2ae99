import assert from 'node:assert/strict';
import { formatProblem } from '../../errors/index.ts';
import { parseManifests } from './parse-manifests.ts';

/** What a person reads who has written this: all problems, in the order of lines. */
function said(...lines: readonly string[]): string {
  return parseManifests(lines.join('\n'), 'web.yaml')
    .problems.map((problem) => formatProblem(problem))
    .join('\n');
}

function expect(text: string, ...lines: readonly string[]): void {
  assert.equal(text, lines.join('\n'));
}

const head = ['apiVersion: v1', 'kind: Service', 'metadata:', '  name: web'];

describe('what a newcomer is told: YAML', () => {
  it('a tab', () => {
    expect(
      said(...head, 'spec:', '\tports:'),
      'error: A tab indents this line; YAML wants spaces    web.yaml:6:1',
      '  found      ports:',
      '  try        replace each tab by spaces',
    );
  });

  it('a key given twice', () => {
    expect(
      said(...head, 'spec:', '  ports:', '  - port: 80', '  ports:', '  - port: 81'),
      'error: The key "ports" is given twice in one object    web.yaml:8:3',
      '  found      ports:',
      '  try        keep one of the two',
    );
  });

  it('a colon in a text', () => {
    expect(
      said(...head, '  annotations:', '    note: see: this'),
      'error: Two keys on one line    web.yaml:6:11',
      '  found      note: see: this',
      '  try        put the second key on a line of its own, or the text with a colon in quotes',
    );
  });

  it('a quote that is never closed', () => {
    expect(
      said(...head, '  namespace: "shop', 'spec: {}'),
      'error: A quote is not closed    web.yaml:6:9',
      '  found      spec: {}',
      '  try        end the text with the quote that begins it',
    );
  });

  it('a key of a list item that is not lined up', () => {
    expect(
      said(...head, 'spec:', '  ports:', '  - port: 80', '   targetPort: 8080'),
      'error: This line is indented differently from its neighbours    web.yaml:8:1',
      '  found      targetPort: 8080',
      '  try        line up the keys of one object',
    );
  });

  it('keys that are not lined up', () => {
    expect(
      said(...head, '   namespace: shop'),
      'error: Two keys on one line    web.yaml:4:9',
      '  found      name: web',
      '  try        put the second key on a line of its own, or the text with a colon in quotes',
    );
  });

  it('a template of Helm', () => {
    expect(
      said('apiVersion: v1', 'kind: Service', 'metadata:', '  name: {{ .Release.Name }}'),
      'error: A key must be a word, not an object or a list    web.yaml:4:10',
      '  found      name: {{ .Release.Name }}',
      '  try        this looks like a template: render it first, for example with `helm template`',
    );
  });

  it('an alias without anchor', () => {
    expect(
      said(...head, '  labels: *common'),
      'error: The alias *common has no anchor &common before it    web.yaml:5:11',
      '  try        an anchor counts in its own document only, from where it stands',
    );
  });

  it('aliases of aliases of aliases', () => {
    const bomb = 'bcdefghij'
      .split('')
      .map((own, i) => `${own}: &${own} [${`*${'abcdefghij'[i]}, `.repeat(10)}]`);
    expect(
      said('a: &a [x, x, x, x, x, x, x, x, x, x]', ...bomb),
      'error: Aliases make this document grow beyond all bounds    web.yaml:1:1',
      '  try        write out what is repeated, or repeat less of it',
    );
  });

  it('brackets without end', () => {
    expect(
      said('['.repeat(50_000)).replace(/:\d+\n[^]*/, ''),
      'error: The document is nested too deeply    web.yaml:1',
    );
  });

  it('a file that PowerShell wrote', () => {
    expect(
      said('a\0p\0i\0'),
      'error: The file is not text in UTF-8    web.yaml:1:2',
      '  try        write it with an editor, or in PowerShell with: | Out-File -Encoding utf8 FILE',
    );
  });

  it('a file as large as no manifest is', () => {
    expect(
      said(' '.repeat(65 * 1024 * 1024)),
      'error: The file is too large: 65 MB    web.yaml:1:1',
      '  expected   at most 64 MB',
      '  try        split it, or leave managedFields out: kubectl get -o yaml does',
    );
  });
});

describe('what a newcomer is told: objects', () => {
  it('no kind', () => {
    expect(
      said('apiVersion: v1', 'metadata:', '  name: web'),
      'error: kind: Required value    web.yaml:1:1',
      '  found      apiVersion: v1',
      '  try        kind: Service',
    );
  });

  it('no apiVersion, for a kind that has one', () => {
    expect(
      said('kind: Deployment', 'metadata:', '  name: web'),
      'error: Deployment, apiVersion: Required value    web.yaml:1:1',
      '  found      kind: Deployment',
      '  try        apiVersion: apps/v1',
    );
  });

  it('no name, but one to be generated', () => {
    expect(
      said('apiVersion: v1', 'kind: Pod', 'metadata:', '  generateName: web-', 'spec: {}'),
      'error: Pod, metadata.name: Required value    web.yaml:3:1',
      '  found      metadata:',
      '  try        a generated name is not known before the object exists: give it a name of its own',
    );
  });

  it('a name that is a number', () => {
    expect(
      said('apiVersion: v1', 'kind: Namespace', 'metadata:', '  name: 42'),
      'error: Namespace, metadata.name: must be text    web.yaml:4:9',
      '  found      name: 42',
      '  try        name: "42"',
    );
  });

  it('a kind with a typing mistake', () => {
    expect(
      said('apiVersion: v1', 'kind: Sevice', 'metadata: {name: web}'),
      'error: kind: no kind Sevice in v1    web.yaml:2:7',
      '  found      kind: Sevice',
      '  try        kind: Service',
    );
  });

  it('an API version of long ago', () => {
    expect(
      said('apiVersion: extensions/v1beta1', 'kind: Ingress', 'metadata: {name: web}'),
      'error: Ingress, apiVersion: no kind Ingress in extensions/v1beta1    web.yaml:1:13',
      '  found      apiVersion: extensions/v1beta1',
      '  try        apiVersion: networking.k8s.io/v1',
    );
  });

  it('something else that is YAML', () => {
    expect(
      said('replicaCount: 3', 'image: web'),
      'error: A document without kind and apiVersion is no API object    web.yaml:1:1',
      '  found      replicaCount: 3',
      '  expected   kind, apiVersion and metadata',
      '  try        leave this file out, or give the files one by one',
    );
  });

  it('a list of objects without a list around', () => {
    expect(
      said('- apiVersion: v1', '  kind: Pod'),
      'error: A document must be an API object, not a list    web.yaml:1:1',
      '  try        separate objects by lines of ---, or use kind: List with items',
    );
  });
});

describe('what a newcomer is told: fields', () => {
  it('a name with a typing mistake, and not that the right one is missing', () => {
    expect(
      said(...head, 'spec:', '  ports:', '  - prot: 80'),
      'error: Service web, spec.ports[0].prot: unknown field    web.yaml:7:5',
      '  found      - prot: 80',
      '  try        did you mean port?',
    );
  });

  it('a field in the wrong place', () => {
    expect(
      said(...head, 'spec:', '  ports:', '  - port: 80', 'selector:', '  app: web'),
      'error: Service web, selector: unknown field    web.yaml:8:1',
      '  found      selector:',
      '  expected   one of apiVersion, kind, metadata, spec, status',
    );
  });

  it('a number in quotes, a text without, a list that is none', () => {
    expect(
      said(...head, '  labels:', '    version: 1.0', 'spec:', '  ports:', '    port: "80"'),
      'error: Service web, metadata.labels.version: must be text    web.yaml:6:14',
      '  found      version: 1.0',
      '  try        put it in quotes: "1"',
      'error: Service web, spec.ports: must be a list    web.yaml:8:3',
      '  found      ports:',
      '  try        begin each item with "- "',
    );
  });

  it('a label that kubectl takes for a boolean', () => {
    expect(
      said(...head, '  labels:', '    canary: yes', 'spec: {ports: [{port: 80}]}'),
      'error: Service web, metadata.labels.canary: must be text    web.yaml:6:13',
      '  found      canary: yes',
      '  try        put it in quotes: bare true, yes, on and their opposites are no text to kubectl',
    );
  });

  it('several at once, each with its place', () => {
    const text = said(
      'apiVersion: apps/v1',
      'kind: Deployment',
      'metadata:',
      '  name: web',
      '  namespace: shop',
      'spec:',
      '  replicas: "3"',
      '  template:',
      '    spec:',
      '      containers:',
      '      - image: web',
      '        ports:',
      '        - containerPort: http',
    );
    expect(
      text,
      'error: Deployment shop/web, spec.selector: Required value    web.yaml:6:1',
      '  found      spec:',
      'error: Deployment shop/web, spec.replicas: must be a whole number    web.yaml:7:13',
      '  found      replicas: "3"',
      '  try        3, without quotes',
      'error: Deployment shop/web, spec.template.spec.containers[0].name: Required value    web.yaml:11:9',
      '  found      - image: web',
      'error: Deployment shop/web, spec.template.spec.containers[0].ports[0].containerPort: must be a whole number    web.yaml:13:26',
      '  found      - containerPort: http',
    );
  });

  it('a broken document does not hide the problems of others', () => {
    const text = said(...head, 'spec: {ports: [{port: 70000}]}', '---', 'a:', '\tb: 1', '---', 'kind: Pod');
    assert.deepEqual(
      text.split('\n').filter((line) => line.startsWith('error')),
      [
        'error: Service web, spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive    web.yaml:5:23',
        'error: Service web, spec.ports[0].targetPort: Invalid value: 70000: must be between 1 and 65535, inclusive    web.yaml:5:23',
        'error: A tab indents this line; YAML wants spaces    web.yaml:8:1',
        'error: Pod, apiVersion: Required value    web.yaml:10:1',
        'error: Pod, metadata: Required value    web.yaml:10:1',
      ],
    );
  });
});
