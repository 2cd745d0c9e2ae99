import { Ajv2020 } from 'ajv/dist/2020.js';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runIn } from '../testing/run.ts';
import { shop } from '../testing/shop.ts';

interface Document {
  readonly version: number;
  readonly kubernetes: string;
  readonly objects: number;
  readonly problems: readonly Readonly<Record<string, string | number>>[];
}

const schema = JSON.parse(readFileSync('schemas/validation.json', 'utf8')) as object;
const isValidation = new Ajv2020({ strict: true }).compile(schema);

const wrong = `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  ports:
    - port: 80
      nodePort: 30080
    - name: Admin
      port: 70000
      targetPort: 8080
`;

async function validate(
  files: Readonly<Record<string, string>>,
  ...argv: string[]
): Promise<{ code: number; out: string; err: string; document: Document }> {
  const outcome = await runIn(files, ['validate', ...argv]);
  const isJson = argv.includes('json');
  const document = (isJson ? JSON.parse(outcome.out) : {}) as Document;
  if (isJson) assert.equal(isValidation(document), true, JSON.stringify(isValidation.errors));
  return { ...outcome, document };
}

describe('reachform validate', () => {
  it('takes paths as they are, too', async () => {
    const { code, out } = await validate({ 'a/web.yaml': shop, 'b.yaml': shop }, 'a', '-f', 'b.yaml');
    assert.equal(code, 3);
    assert.match(out, /is declared twice/);
    const { code: fine } = await validate({ 'a/web.yaml': shop, 'b.yaml': wrong }, 'a');
    assert.equal(fine, 0);
  });

  it('says how many objects are fine, and for which release', async () => {
    const { code, out, err } = await validate({ 'web.yaml': shop }, '-f', 'web.yaml');
    assert.deepEqual(
      [code, out, err],
      [0, '2 objects are fine: an API server of Kubernetes 1.35 would take them\n', ''],
    );
    const one = await validate({ 'a.yaml': shop.split('---\n')[1]! }, '-f', 'a.yaml', '--kubernetes', '1.30');
    assert.equal(one.out, '1 object is fine: an API server of Kubernetes 1.30 would take it\n');
  });

  it('judges the current folder if nothing is named', async () => {
    const { code, out } = await validate({ 'a/web.yaml': shop, 'b.yaml': wrong });
    assert.equal(code, 3);
    assert.match(out, /b\.yaml:9:17/);
    assert.match(out, /Service shop\/web is declared twice {4}b\.yaml:4:9/);
  });

  it('tells all problems at once, each with its place and the line', async () => {
    const { code, out } = await validate({ 'web.yaml': wrong }, '-f', 'web.yaml');
    assert.equal(
      out,
      `error: Service shop/web, spec.ports[0].name: Required value    web.yaml:8:7
  found      - port: 80
  expected   a name for each port of a Service with more than one
  try        - name: http
               port: 80

error: Service shop/web, spec.ports[0].nodePort: Forbidden: may not be used when \`type\` is 'ClusterIP'    web.yaml:9:17
  found      nodePort: 30080
  try        type: NodePort

error: Service shop/web, spec.ports[1].name: Invalid value: "Admin": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character    web.yaml:10:13
  found      - name: Admin
  expected   such as my-name or 123-abc

error: Service shop/web, spec.ports[1].port: Invalid value: 70000: must be between 1 and 65535, inclusive    web.yaml:11:13
  found      port: 70000

4 problems in 1 object, for Kubernetes 1.35
`,
    );
    assert.equal(code, 3);
  });

  it('prints the same as JSON, in the words of the causes of a Status', async () => {
    const { code, document } = await validate({ 'web.yaml': wrong }, '-f', 'web.yaml', '-o', 'json');
    assert.equal(code, 3);
    assert.deepEqual([document.version, document.kubernetes, document.objects], [1, '1.35', 1]);
    const common = { file: 'web.yaml', kind: 'Service', namespace: 'shop', name: 'web' };
    assert.deepEqual(document.problems, [
      {
        ...common,
        line: 8,
        column: 7,
        field: 'spec.ports[0].name',
        reason: 'Required',
        message: 'Required value',
      },
      {
        ...common,
        line: 9,
        column: 17,
        field: 'spec.ports[0].nodePort',
        reason: 'Forbidden',
        message: "Forbidden: may not be used when `type` is 'ClusterIP'",
      },
      {
        ...common,
        line: 10,
        column: 13,
        field: 'spec.ports[1].name',
        reason: 'Invalid',
        message:
          "Invalid value: \"Admin\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      },
      {
        ...common,
        line: 11,
        column: 13,
        field: 'spec.ports[1].port',
        reason: 'Invalid',
        message: 'Invalid value: 70000: must be between 1 and 65535, inclusive',
      },
    ]);
  });

  it('prints an empty list where all is well', async () => {
    const { out, code } = await validate({ 'web.yaml': shop }, '-f', 'web.yaml', '-o', 'json');
    assert.deepEqual([code, out], [0, '{"version":1,"kubernetes":"1.35","objects":2,"problems":[]}\n']);
  });

  it('says of what can not be read that it can not be read', async () => {
    const files = {
      'tab.yaml': 'kind: Pod\n\tname: x\n',
      'typo.yaml': wrong.replace('  ports:', '  prots:'),
    };
    const { document } = await validate(files, '-f', '.', '-o', 'json');
    assert.deepEqual(
      document.problems.map(({ file, kind, field, reason, message }) => [file, kind, field, reason, message]),
      [
        ['tab.yaml', '', '', 'BadRequest', 'A tab indents this line; YAML wants spaces'],
        [
          'typo.yaml',
          'Service',
          'spec.prots',
          'BadRequest',
          'strict decoding error: unknown field "spec.prots"',
        ],
      ],
    );
    assert.equal(document.objects, 1);
  });

  it('knows the cluster that objects are meant for', async () => {
    const dual = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnetworking: {ipFamily: dual}\n';
    const service = `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ipFamilyPolicy: RequireDualStack, ports: [{port: 80}]}
`;
    const files = { 'kind.yaml': dual, 'web.yaml': service };
    assert.equal((await validate(files, '-f', 'web.yaml')).code, 3);
    assert.equal((await validate(files, '-f', 'web.yaml', '--cluster', 'kind.yaml')).code, 0);
  });

  it('warns of what it does not look at, apart from the document', async () => {
    const other = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: x}\n';
    const { code, out, err } = await validate({ 'x.yaml': other }, '-f', 'x.yaml', '-o', 'json');
    assert.equal(code, 0);
    assert.equal((JSON.parse(out) as Document).problems.length, 0);
    assert.match(err, /warning: The model ignores objects of kind Widget {4}x\.yaml:2:7/);
  });

  it('can not begin without its files', async () => {
    const { code, err, out } = await validate(
      { 'web.yaml': shop },
      '-f',
      'wed.yaml',
      '--against',
      'old.yaml',
    );
    assert.deepEqual([code, out], [3, '']);
    assert.match(err, /there is no file or folder "wed\.yaml"\n {2}try +web\.yaml/);
    assert.match(err, /there is no file or folder "old\.yaml"/);
    const twice = await validate({}, '-f', '-', '--against', '-');
    assert.match(twice.err, /standard input can be read once only/);
  });
});

describe('reachform validate --against', () => {
  const stored = wrong
    .replace('  ports:', '  type: NodePort\n  clusterIP: 10.96.0.80\n  ports:')
    .replace('    - port: 80\n', '    - name: http\n      port: 80\n')
    .replace('Admin', 'admin')
    .replace('70000', '81');

  it('takes an update that a new object could not be', async () => {
    const next = stored.replace('  type: NodePort\n', '');
    const files = { 'next.yaml': next, 'live.yaml': stored };
    assert.equal((await validate(files, '-f', 'next.yaml')).code, 3);
    const { code, out } = await validate(files, '-f', 'next.yaml', '--against', 'live.yaml');
    assert.deepEqual([code, out.split(':')[0]], [0, '1 object is fine']);
  });

  it('refuses what may not change, at its place in the new manifest', async () => {
    const next = stored.replace('10.96.0.80', '10.96.0.81');
    const files = { 'next.yaml': next, 'live.yaml': stored };
    const { document, code } = await validate(
      files,
      '-f',
      'next.yaml',
      '--against',
      'live.yaml',
      '-o',
      'json',
    );
    assert.equal(code, 3);
    assert.deepEqual(document.problems, [
      {
        file: 'next.yaml',
        line: 8,
        column: 14,
        kind: 'Service',
        namespace: 'shop',
        name: 'web',
        field: 'spec.clusterIPs[0]',
        reason: 'Invalid',
        message: 'Invalid value: ["10.96.0.81"]: may not change once set',
      },
    ]);
  });

  it('lets what is stored be in the way of what is new', async () => {
    const other = stored.replace('name: web', 'name: other').replace('10.96.0.80', '10.96.0.90');
    const { out } = await validate(
      { 'other.yaml': other, 'live.yaml': stored },
      '-f',
      'other.yaml',
      '--against',
      'live.yaml',
    );
    assert.match(out, /provided port is already allocated {4}other\.yaml:12:17/);
    assert.match(out, /found +Service shop\/web has it: live\.yaml:12:17/);
  });

  it('asks nothing of what is stored but that it can be read', async () => {
    const old = stored.replace('10.96.0.80', '192.0.2.1');
    const files = { 'next.yaml': old, 'live.yaml': old };
    assert.equal((await validate(files, '-f', 'next.yaml', '--against', 'live.yaml')).code, 0);
    const broken = { 'next.yaml': old, 'live.yaml': old.replace('spec:', 'sepc:') };
    const { out, code } = await validate(broken, '-f', 'next.yaml', '--against', 'live.yaml');
    assert.equal(code, 3);
    assert.match(out, /sepc: unknown field {4}live\.yaml:6:1/);
  });
});
