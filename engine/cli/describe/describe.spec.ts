import assert from 'node:assert/strict';
import { runIn } from '../testing/run.ts';
import { shop } from '../testing/shop.ts';

const describeIn = (...argv: string[]) =>
  runIn({ 'web.yaml': shop }, ['describe', ...argv, '-f', 'web.yaml']);

describe('reachform describe', () => {
  it('prints a Service with the endpoints that the controllers made', async () => {
    const { code, out } = await describeIn('svc', 'web', '-n', 'shop');
    assert.match(out, /^Name: +web\nNamespace: +shop\n/);
    assert.match(
      out,
      /\nNodePort: +<unset> {2}30080\/TCP\nEndpoints: +10\.244\.\d+\.\d+:8080,10\.244\.\d+\.\d+:8080\n/,
    );
    assert.equal(code, 0);
  });

  it('prints all of a kind, two empty lines between them', async () => {
    const { out } = await describeIn('services', '-A');
    assert.equal(out.split('\n\n\nName:').length, 3);
  });

  it('says what it can not describe, and what does it', async () => {
    const { code, err } = await describeIn('pods');
    assert.deepEqual(
      [code, err],
      [
        3,
        'error: pods can not be described\n  expected   services, endpoints, endpointslices\n  try        reachform get pods -o yaml\n',
      ],
    );
  });

  it('says that a name does not exist', async () => {
    const { code, err } = await describeIn('svc/wbe', '-n', 'shop');
    assert.deepEqual(
      [code, err],
      [3, 'Error from server (NotFound): services "wbe" not found\n  try        web\n'],
    );
  });
});
