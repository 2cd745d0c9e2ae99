import assert from 'node:assert/strict';
import { service, world } from '../world.spec.ts';
import { behaviourOf } from './behaviour.ts';
import { ruleSetOf } from './rule-set.ts';
import { compileService, whySkipped } from './service-port.ts';

const none = { IPv4: [], IPv6: [] };

/** pkg/proxy/util ShouldSkipService */
describe('a Service that proxies leave alone', () => {
  const why = (spec: object, labels: Record<string, string> = {}) =>
    whySkipped(service('web', spec, { labels }).object);

  it('is an alias, headless, or without an address', () => {
    assert.equal(why({ type: 'ExternalName', externalName: 'a.b' }), 'it is of type ExternalName');
    assert.equal(why({ clusterIP: 'None' }), 'it is headless');
    assert.equal(why({ clusterIP: '' }), 'it has no cluster IP');
    assert.equal(why({ clusterIP: '10.96.0.20' }), undefined);
  });

  it('is one with a label that says so, the name of another proxy first', () => {
    const [proxy, headless] = ['service.kubernetes.io/service-proxy-name', 'service.kubernetes.io/headless'];
    assert.equal(why({}, { [proxy]: '' }), `it has the label ${proxy}`);
    assert.equal(why({}, { [headless]: '', [proxy]: 'mine' }), `it has the label ${proxy}`);
    assert.equal(why({}, { [headless]: '' }), `it has the label ${headless}`);
  });
});

describe('the rules of a Service', () => {
  it('are none without ports', () => {
    const { cluster } = world([]);
    const web = service('web', {});
    const { ports: _, ...spec } = web.object.spec;
    assert.deepEqual(
      compileService({ ...web, object: { ...web.object, spec } }, none, behaviourOf(cluster)),
      [],
    );
  });

  it('ask for topology keys only at releases that obey them', () => {
    const keys = (minor: number): unknown => {
      const { cluster } = world([], {
        minor,
        proxy: { featureGates: { ServiceTopology: true, EndpointSlice: true } },
      });
      return compileService(service('web', { topologyKeys: ['*'] }), none, behaviourOf(cluster))[0]
        ?.topologyKeys;
    };
    assert.deepEqual(keys(20), ['*']);
    assert.deepEqual(keys(35), []);
  });
});

describe('an address that several service ports have', () => {
  const ports = [{ port: 80 }, { name: 'more', port: 81 }];
  const { cluster, objects } = world([
    service('a', { clusterIP: '10.96.0.20', ports }),
    service('b', { clusterIP: '10.96.0.21', ports, externalIPs: ['10.96.0.20'] }),
  ]);
  const rules = ruleSetOf(objects, cluster);

  it('is known by the first of them', () => assert.equal(rules.addresses.get('10.96.0.20')?.port.port, 80));

  it('belongs to the Service whose cluster IP it is', () => {
    assert.equal(rules.clusterIPs.get('10.96.0.20')?.key, 'default/a');
    assert.equal(rules.clusterIPs.get('192.0.2.1'), undefined);
  });
});
