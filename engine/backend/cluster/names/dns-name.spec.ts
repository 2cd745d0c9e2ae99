import assert from 'node:assert/strict';
import { realDnsName, scenarioDnsName } from './dns-name.ts';
import { World } from './world.ts';

const world = new World({ prefix: 'rf', dnsDomain: 'cluster.local', nodes: new Map() });
world.join('other');

const cases: readonly (readonly [typed: string, real: string])[] = [
  ['web', 'web'],
  ['web.other', 'web.rf-other'],
  ['web.default', 'web.rf'],
  ['web.other.svc', 'web.rf-other.svc'],
  ['web.other.svc.cluster.local', 'web.rf-other.svc.cluster.local'],
  ['web.other.svc.cluster.local.', 'web.rf-other.svc.cluster.local.'],
  ['db-0.db', 'db-0.db'],
  ['db-0.db.other', 'db-0.db.rf-other'],
  ['_http._tcp.web.other.svc.cluster.local', '_http._tcp.web.rf-other.svc.cluster.local'],
  ['10-244-1-2.other.pod.cluster.local', '10-244-1-2.rf-other.pod.cluster.local'],
  ['kube-dns.kube-system', 'kube-dns.kube-system'],
  ['web.nowhere', 'web.nowhere'],
  ['example.com', 'example.com'],
  ['web.other.svc.other.domain', 'web.other.svc.other.domain'],
  ['other', 'other'],
];

describe('realDnsName', () => {
  for (const [typed, real] of cases) {
    it(`makes ${real} of ${typed}`, () => {
      assert.equal(realDnsName(typed, 'default', world), real);
    });
  }

  it('leads to the one Service of the API server, however it is named', () => {
    assert.equal(realDnsName('kubernetes', 'default', world), 'kubernetes.default');
    assert.equal(realDnsName('kubernetes', 'other', world), 'kubernetes');
    assert.equal(realDnsName('kubernetes.default', 'other', world), 'kubernetes.default');
    assert.equal(
      realDnsName('kubernetes.default.svc.cluster.local', 'other', world),
      'kubernetes.default.svc.cluster.local',
    );
    assert.equal(realDnsName('kubernetes', undefined, world), 'kubernetes');
  });
});

describe('scenarioDnsName', () => {
  it('is the way back', () => {
    for (const [typed, real] of cases) assert.equal(scenarioDnsName(real, world), typed);
  });
});
