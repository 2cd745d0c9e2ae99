import assert from 'node:assert/strict';
import { formatProblem } from '../../errors/index.ts';
import { defaultCluster } from '../clusters/default-cluster.ts';
import { parseManifests } from '../parse/parse-manifests.ts';
import { parseVersion } from '../version.ts';
import { checkTogether } from './check-together.ts';

const service = (name: string, spec: string, metadata = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}${metadata}}\nspec: {${spec}}\n`;

function said(texts: readonly string[], cluster = defaultCluster()): string[] {
  const { manifests, problems } = parseManifests(texts.join('---\n'), 'f');
  assert.deepEqual(problems, []);
  return checkTogether(manifests, cluster).map((problem) => formatProblem(problem));
}

const head = (problems: readonly string[]): string[] => problems.map((text) => text.split('\n')[0]!);

describe('objects together', () => {
  it('may be many', () => {
    const ports = 'ports: [{port: 80}]';
    assert.deepEqual(
      said([service('a', ports), service('b', ports), service('a', ports, ', namespace: shop')]),
      [],
    );
  });

  it('the same twice: both places are said', () => {
    assert.deepEqual(said([service('a', 'ports: [{port: 80}]'), service('a', 'ports: [{port: 81}]')]), [
      [
        'error: Service default/a is declared twice    f:8:18',
        '  found      the other: f:3:18',
        '  try        keep one of the two, or give one another name or namespace',
      ].join('\n'),
    ]);
  });

  it('an object without namespace is one of default', () => {
    const ports = 'ports: [{port: 80}]';
    assert.equal(said([service('a', ports), service('a', ports, ', namespace: default')]).length, 1);
  });
});

describe('cluster IPs', () => {
  const at = (address: string): string => `ports: [{port: 80}], clusterIP: ${address}`;

  it('belong to one Service each', () => {
    assert.deepEqual(said([service('a', at('10.96.0.20')), service('b', at('10.96.0.020'))]), [
      [
        'error: Service default/b, spec.clusterIPs: Invalid value: ["10.96.0.020"]: failed to allocate IP 10.96.0.20: provided IP is already allocated    f:9:40',
        '  found      Service default/a has it: f:4:40',
        '  try        leave it out to get one that is free',
      ].join('\n'),
    ]);
  });

  it('come out of the range of the cluster', () => {
    assert.deepEqual(head(said([service('a', at('10.97.0.20'))])), [
      'error: Service default/a, spec.clusterIPs: Invalid value: ["10.97.0.20"]: failed to allocate IP 10.97.0.20: the provided network does not match the current range    f:4:40',
    ]);
    assert.match(
      said([service('a', at('10.97.0.20'))])[0] ?? '',
      /expected   an address of 10\.96\.0\.0\/16/,
    );
    assert.deepEqual(said([service('a', at('10.97.0.20'), ', uid: recorded')]), []);
  });

  it('were said to be out of range in more words before ServiceCIDR objects', () => {
    const cluster = { ...defaultCluster(), version: { major: 1, minor: 32 } };
    assert.match(
      said([service('a', at('10.97.0.20'))], cluster)[0] ?? '',
      /the provided IP \(10\.97\.0\.20\) is not in the valid range\. The range of valid IPs is 10\.96\.0\.0\/16/,
    );
  });

  it('of several headless Services are None for all', () => {
    assert.deepEqual(said([service('a', 'clusterIP: None'), service('b', 'clusterIP: None')]), []);
  });

  it('the first is the API server’s own', () => {
    assert.deepEqual(said([service('a', at('10.96.0.1'))]), [
      [
        'error: Service default/a, spec.clusterIPs: Invalid value: ["10.96.0.1"]: failed to allocate IP 10.96.0.1: provided IP is already allocated    f:4:40',
        '  found      Service default/kubernetes has it',
        '  try        leave it out to get one that is free',
      ].join('\n'),
    ]);
    assert.deepEqual(said([service('kubernetes', at('10.96.0.1'))]), []);
  });
});

describe('node ports', () => {
  const at = (port: number, name = 'a', protocol = 'TCP'): string =>
    `{port: ${port}, name: ${name}, nodePort: ${port}, protocol: ${protocol}}`;
  const node = (...ports: readonly string[]): string => `type: NodePort, ports: [${ports.join(', ')}]`;

  it('belong to one Service each, whatever the protocol', () => {
    assert.deepEqual(said([service('a', node(at(30080))), service('b', node(at(30080, 'a', 'UDP')))]), [
      [
        'error: Service default/b, spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated    f:9:65',
        '  found      Service default/a has it: f:4:65',
        '  try        leave it out to get one that is free',
      ].join('\n'),
    ]);
  });

  it('may be shared by protocols of one Service', () => {
    assert.deepEqual(said([service('a', node(at(30080), at(30080, 'b', 'UDP')))]), []);
  });

  it('come out of the range of the cluster', () => {
    assert.deepEqual(head(said([service('a', node(at(80)))])), [
      'error: Service default/a, spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767    f:4:62',
    ]);
    const cluster = { ...defaultCluster(), nodePortRange: { from: 80, to: 90 } };
    assert.deepEqual(said([service('a', node(at(80)))], cluster), []);
  });

  it('for health are taken from the same numbers', () => {
    const health = `type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30080, ports: [{port: 80}]`;
    assert.deepEqual(head(said([service('a', node(at(30080))), service('b', health)])), [
      'error: Service default/b: Internal error occurred: failed to allocate requested HealthCheck NodePort 30080: provided port is already allocated    f:9:79',
    ]);
  });
});

describe('what depends on the cluster', () => {
  const of = (version: string): ReturnType<typeof defaultCluster> =>
    defaultCluster(2, { version: parseVersion(version)! });

  it('families that it has', () => {
    const dual = 'ports: [{port: 80}], ipFamilyPolicy: RequireDualStack';
    assert.deepEqual(head(said([service('a', dual)])), [
      'error: Service default/a, spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services    f:4:45',
    ]);
    assert.deepEqual(said([service('a', dual)], defaultCluster(2, { ipFamilies: ['IPv6', 'IPv4'] })), []);
    assert.deepEqual(head(said([service('a', 'ports: [{port: 80}], ipFamilies: [IPv6]')])), [
      'error: Service default/a, spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster    f:4:42',
    ]);
    assert.deepEqual(said([service('a', 'clusterIP: None, ipFamilies: [IPv6]')]), []);
  });

  it('names that begin with a digit, from 1.36 on (RelaxedServiceNameValidation)', () => {
    const text = [service('1st', 'ports: [{port: 80}]')];
    assert.deepEqual(head(said(text, of('1.35'))), [
      'error: Service default/1st, metadata.name: Invalid value: "1st": a DNS-1035 label must consist of lower case alphanumeric characters or \'-\', start with an alphabetic character, and end with an alphanumeric character    f:3:18',
    ]);
    assert.deepEqual(said(text, of('1.36')), []);
  });

  it('PreferSameNode, from 1.34 on', () => {
    const text = [service('a', 'ports: [{port: 80}], trafficDistribution: PreferSameNode')];
    assert.deepEqual(head(said(text, of('1.33'))), [
      'error: Service default/a, spec.trafficDistribution: Unsupported value: "PreferSameNode": supported values: "PreferClose"    f:4:50',
    ]);
    assert.deepEqual(said(text, of('1.34')), []);
  });

  it('topologyKeys, up to 1.21', () => {
    const text = [service('a', 'ports: [{port: 80}], topologyKeys: [zone]')];
    assert.deepEqual(head(said(text, of('1.22'))), [
      'error: Service default/a, spec.topologyKeys: unknown field    f:4:43',
    ]);
    assert.deepEqual(said(text, of('1.21')), []);
  });

  it('mixed protocols on a balancer, from 1.24 on', () => {
    const ports = '{name: a, port: 53}, {name: b, port: 53, protocol: UDP}';
    const text = [service('a', `type: LoadBalancer, ports: [${ports}]`)];
    assert.deepEqual(head(said(text, of('1.23'))), [
      'error: Service default/a, spec.ports: Invalid value: ["TCP","UDP"]: may not contain a mix of protocols when \'type\' is \'LoadBalancer\'    f:4:35',
    ]);
    assert.deepEqual(said(text, of('1.24')), []);
  });
});
