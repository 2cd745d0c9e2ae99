import assert from 'node:assert/strict';
import { runIn } from '../testing/run.ts';
import { shop } from '../testing/shop.ts';

const explain = (manifests: string, ...argv: string[]) =>
  runIn({ 'web.yaml': manifests }, ['explain', '--modes', ...argv]);
const local = shop.replace('type: NodePort', 'type: NodePort\n  externalTrafficPolicy: Local');
const stray = ['pod/shop/client', '10.96.0.1:81'];

describe('reachform explain --modes', () => {
  it('prints everything that modes do differently at a release, within 100 columns', async () => {
    const { code, out, err } = await explain('');
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^what proxy modes do differently +Kubernetes 1\.35\n/);
    assert.match(out, /\n {2}userspace +until 1\.25\n/);
    for (const title of ['addresses of Services', 'node ports', 'endpoints', 'sources', 'session affinity']) {
      assert.ok(out.includes(`\n\n${title}\n\n`), title);
    }
    assert.match(
      out,
      /behind a cluster IP does not have, or a ping\n {4}iptables +no rule: .*\n {4}nftables, ipvs +refused\n {4}\(TestClusterIPGeneral/,
    );
    assert.doesNotMatch(out, /^ {4}[a-z, ]*userspace/m);
    for (const line of out.split('\n')) assert.ok(line.length <= 100, line);
  });

  it('knows what was different at another release', async () => {
    const { out } = await explain('', '--kubernetes', '1.25');
    assert.match(
      out,
      /behind a cluster IP does not have, or a ping\n {4}iptables, userspace +no rule: .*\n {4}ipvs +the programs of the node/,
    );
    assert.doesNotMatch(out, /^ {4}[a-z, ]*nftables/m);
  });

  it('shows a flow in every mode side by side, and how each decides, the same only once', async () => {
    const { code, out } = await explain(shop, ...stray, '-f', 'web.yaml');
    assert.equal(code, 0);
    assert.match(out, /^pod shop\/client -> 10\.96\.0\.1:81 +Kubernetes 1\.35\n/);
    assert.match(
      out,
      /\n {2}iptables +unhandled\n {2}nftables +refused\n {2}ipvs +refused\n {2}no mode userspace: it exists until 1\.25\n/,
    );
    const heads = out.match(/how it is decided in mode .*/g);
    assert.deepEqual(heads, [
      'how it is decided in mode iptables',
      'how it is decided in mode nftables',
      'how it is decided in mode ipvs',
    ]);
    const same = await explain(local, 'outside', 'node/control-plane:30080', '-f', 'web.yaml');
    assert.match(same.out, /how it is decided in mode iptables, nftables\n/);
    for (const line of same.out.split('\n')) assert.ok(line.length <= 100, line);
  });

  it('asks for the other half of a flow', async () => {
    const { code, err } = await explain(shop, 'pod/shop/client', '-f', 'web.yaml');
    assert.equal(code, 3);
    assert.match(err, /^error: missing required argument 'to'\n {2}try {8}reachform explain --help\n/);
    const none = await runIn({}, ['explain']);
    assert.match(none.err, /^error: missing required argument 'from'\n/);
  });

  it('does not change the mode of a cluster for whoever asks next', async () => {
    const { out } = await runIn({ 'web.yaml': shop }, ['explain', ...stray, '-f', 'web.yaml']);
    assert.match(out, /unhandled/);
  });
});
