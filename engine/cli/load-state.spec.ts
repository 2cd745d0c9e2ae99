import assert from 'node:assert/strict';
import { runIn } from './testing/run.ts';
import { shop } from './testing/shop.ts';

const proxy = 'kind: KubeProxyConfiguration\nfeatureGates:\n  ProxyTerminatingEndpoints: false\n';
const explain = (...argv: string[]) =>
  runIn({ 'web.yaml': shop, 'proxy.yaml': proxy }, [
    'explain',
    'host/worker',
    'service/web:80',
    '-n',
    'shop',
    '-f',
    'web.yaml',
    ...argv,
  ]);

describe('the release that is asked for', () => {
  it('is refused where it is too old for the model', async () => {
    const { code, err } = await explain('--kubernetes', '1.16');
    assert.equal(code, 3);
    assert.equal(
      err,
      'error: Kubernetes 1.16 is too old: the model does not have its rules\n  expected   1.17 to 1.37\n',
    );
  });

  it('is the newest known one where it is newer, with a warning', async () => {
    const { code, err, out } = await explain('--kubernetes', '1.41');
    assert.equal(code, 0);
    assert.match(err, /^warning: Kubernetes 1\.41 is not known yet: the rules of 1\.37 stand in\n/);
    assert.match(out, /reaches web-/);
  });

  it('decides which gates a configuration may switch', async () => {
    const locked = await explain('--cluster', 'proxy.yaml', '--kubernetes', '1.30');
    assert.equal(locked.code, 3);
    assert.match(locked.err, /^error: .* proxy\.yaml:3:30\n/m);
    assert.match(locked.err, /it is locked to true in Kubernetes 1\.30/);
    const open = await explain('--cluster', 'proxy.yaml', '--kubernetes', '1.27');
    assert.deepEqual([open.code, open.err], [0, '']);
  });
});
