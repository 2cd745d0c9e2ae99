import assert from 'node:assert/strict';
import type { EndpointSlice, KubeObject } from '../../../kube/index.ts';
import { describe as print } from './index.ts';

const slice = (endpoints: object[], ports: object[] = [{ name: '', port: 8080, protocol: 'TCP' }]) =>
  ({ endpoints, ports }) as unknown as EndpointSlice;
const ready = (...ips: string[]) => ips.map((ip) => ({ addresses: [ip], conditions: { ready: true } }));

function lines(object: object, slices: readonly EndpointSlice[] = []): string[] {
  const whole = { metadata: { name: 'web', namespace: 'shop' }, ...object } as KubeObject;
  return print(whole, { slicesOf: () => slices }).split('\n');
}

describe('a Service as kubectl describes it', () => {
  const spec = {
    type: 'NodePort',
    selector: { app: 'web' },
    clusterIP: '10.96.0.9',
    clusterIPs: ['10.96.0.9'],
    ipFamilyPolicy: 'SingleStack',
    ipFamilies: ['IPv4'],
    ports: [{ port: 80, targetPort: 8080, nodePort: 30080, protocol: 'TCP' }],
    sessionAffinity: 'None',
    externalTrafficPolicy: 'Cluster',
    internalTrafficPolicy: 'Cluster',
  };

  it('has a line for each field that says something', () => {
    assert.deepEqual(lines({ kind: 'Service', spec }, [slice(ready('10.244.1.4', '10.244.2.34'))]), [
      'Name:                     web',
      'Namespace:                shop',
      'Labels:                   <none>',
      'Annotations:              <none>',
      'Selector:                 app=web',
      'Type:                     NodePort',
      'IP Family Policy:         SingleStack',
      'IP Families:              IPv4',
      'IP:                       10.96.0.9',
      'IPs:                      10.96.0.9',
      'Port:                     <unset>  80/TCP',
      'TargetPort:               8080/TCP',
      'NodePort:                 <unset>  30080/TCP',
      'Endpoints:                10.244.1.4:8080,10.244.2.34:8080',
      'Session Affinity:         None',
      'External Traffic Policy:  Cluster',
      'Internal Traffic Policy:  Cluster',
      'Events:                   <none>',
      '',
    ]);
  });

  const endpointsOf = (slices: readonly EndpointSlice[], port: object = {}) =>
    lines({ kind: 'Service', spec: { ...spec, ports: [{ port: 80, ...port }] } }, slices)
      .find((line) => line.startsWith('Endpoints:'))
      ?.replace(/^Endpoints: */, '');

  it('shows three ready endpoints of a port and counts the rest', () => {
    assert.equal(
      endpointsOf([slice(ready('1', '2')), slice(ready('3', '4', '5'))]),
      '1:8080,2:8080,3:8080 + 2 more...',
    );
    assert.equal(
      endpointsOf([slice([{ addresses: ['1'], conditions: { ready: false } }, ...ready('2')])]),
      '2:8080',
    );
    assert.equal(endpointsOf([]), '<none>');
    assert.equal(endpointsOf([slice([])]), '');
  });

  it('takes the port of the same name, and brackets around IPv6', () => {
    const ports = [
      { name: 'a', port: 1 },
      { name: 'b', port: 2 },
    ];
    assert.equal(endpointsOf([slice(ready('fd00::1'), ports)], { name: 'b' }), '[fd00::1]:2');
  });

  it('puts labels and annotations below each other, long ones on lines of their own', () => {
    const annotations = {
      note: 'two\nlines',
      short: 'x',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
    };
    const metadata = { name: 'web', namespace: 'shop', labels: { b: '2', a: '1' }, annotations };
    assert.deepEqual(
      lines({ kind: 'Service', metadata, spec: {} })
        .slice(2, 8)
        .map((line) => line.replace(/ {2,}(?=\S)/, ' | ')),
      ['Labels: | a=1', ' | b=2', 'Annotations: | note:', ' | two', ' | lines', ' | short: x'],
    );
  });

  it('names a load balancer with the mode of its address', () => {
    const status = {
      loadBalancer: { ingress: [{ ip: '203.0.113.9', ipMode: 'VIP' }, { hostname: 'lb.example' }] },
    };
    assert.ok(
      lines({ kind: 'Service', spec, status }).includes(
        'LoadBalancer Ingress:     203.0.113.9 (VIP), lb.example',
      ),
    );
  });
});

describe('endpoints as kubectl describes them', () => {
  it('shows each subset with its ports', () => {
    const subsets = [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80, protocol: 'TCP' }] }];
    assert.deepEqual(lines({ kind: 'Endpoints', subsets }).slice(4), [
      'Subsets:',
      '  Addresses:          10.0.0.1',
      '  NotReadyAddresses:  <none>',
      '  Ports:',
      '    Name     Port  Protocol',
      '    ----     ----  --------',
      '    <unset>  80    TCP',
      '',
      'Events:  <none>',
      '',
    ]);
  });
});

describe('an endpoint slice as kubectl describes it', () => {
  it('says what it does not have', () => {
    assert.deepEqual(
      lines({ kind: 'EndpointSlice', addressType: 'IPv4', ports: null, endpoints: null }).slice(4),
      ['AddressType:  IPv4', 'Ports: <unset>', 'Endpoints: <none>', 'Events:  <none>', ''],
    );
  });

  it('shows every endpoint, ready or not', () => {
    const endpoints = [
      {
        addresses: ['10.0.0.1'],
        conditions: { ready: false },
        targetRef: { kind: 'Pod', name: 'web-1' },
        zone: 'a',
      },
    ];
    assert.deepEqual(
      lines({
        kind: 'EndpointSlice',
        addressType: 'IPv4',
        ports: [{ name: 'http', port: 80 }],
        endpoints,
      }).slice(5),
      [
        'Ports:',
        '  Name  Port  Protocol',
        '  ----  ----  --------',
        '  http  80    TCP',
        'Endpoints:',
        '  - Addresses:  10.0.0.1',
        '    Conditions:',
        '      Ready:    false',
        '    Hostname:   <unset>',
        '    TargetRef:  Pod/web-1',
        '    NodeName:   <unset>',
        '    Zone:       a',
        'Events:         <none>',
        '',
      ],
    );
  });
});
