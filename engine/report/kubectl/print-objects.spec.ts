import assert from 'node:assert/strict';
import type { KubeObject } from '../../kube/index.ts';
import { printJson, printYaml } from './print-objects.ts';

const web = {
  kind: 'Service',
  apiVersion: 'v1',
  metadata: { name: 'web', managedFields: [{}], annotations: { on: 'yes', since: '2026-01-01T00:00:00Z' } },
  spec: { ports: [{ port: 80 }], selector: undefined },
} as unknown as KubeObject;

describe('objects as kubectl prints them', () => {
  it('sorts keys, quotes what YAML 1.1 would read as something else, and leaves managed fields out', () => {
    assert.equal(
      printYaml([web], false),
      [
        'apiVersion: v1',
        'kind: Service',
        'metadata:',
        '  annotations:',
        '    "on": "yes"',
        '    since: "2026-01-01T00:00:00Z"',
        '  name: web',
        'spec:',
        '  ports:',
        '  - port: 80',
        '',
      ].join('\n'),
    );
  });

  it('puts several objects, or a whole kind, into a List', () => {
    const head = printYaml([web], true).split('\n').slice(0, 3);
    assert.deepEqual(head, ['apiVersion: v1', 'items:', '- apiVersion: v1']);
    assert.match(
      printYaml([], true),
      /^apiVersion: v1\nitems: \[\]\nkind: List\nmetadata:\n {2}resourceVersion: ""\n$/,
    );
  });

  it('indents JSON by four and escapes what Go escapes', () => {
    const text = printJson([{ ...web, metadata: { name: '<&>' } }], false);
    assert.match(text, /^\{\n {4}"apiVersion": "v1",/);
    assert.match(text, /"name": "\\u003c\\u0026\\u003e"/);
  });
});
