import assert from 'node:assert/strict';
import { formatProblem } from '../errors/index.ts';
import { parseDestination } from './destination.ts';

const good: readonly (readonly [string, object])[] = [
  ['10.96.0.20:80', { kind: 'address', address: '10.96.0.20', port: 80 }],
  ['010.96.00.020:80', { kind: 'address', address: '10.96.0.20', port: 80 }],
  ['[fd00:0::1]:443', { kind: 'address', address: 'fd00::1', port: 443 }],
  ['[10.0.0.1]:443', { kind: 'address', address: '10.0.0.1', port: 443 }],
  ['web:80', { kind: 'name', name: 'web', port: 80 }],
  ['Web.Shop.svc.cluster.local.:65535', { kind: 'name', name: 'Web.Shop.svc.cluster.local.', port: 65535 }],
  ['_http._tcp.web:1', { kind: 'name', name: '_http._tcp.web', port: 1 }],
  ['worker2:30080', { kind: 'name', name: 'worker2', port: 30080 }],
  ['1st:80', { kind: 'name', name: '1st', port: 80 }],
  ['service/web', { kind: 'service', name: 'web' }],
  ['service/web:80', { kind: 'service', name: 'web', port: 80 }],
  ['svc/shop/web:http', { kind: 'service', namespace: 'shop', name: 'web', port: 'http' }],
  ['node/worker2:30080', { kind: 'node', name: 'worker2', port: 30080 }],
  ['pod/web-1:8080', { kind: 'pod', name: 'web-1', port: 8080 }],
  ['pod/shop/web-*:8080', { kind: 'pod', namespace: 'shop', name: 'web-*', port: 8080 }],
  ['http://web', { kind: 'name', name: 'web', port: 80, url: { scheme: 'http', path: '/' } }],
  ['https://web/a?b#c', { kind: 'name', name: 'web', port: 443, url: { scheme: 'https', path: '/a?b' } }],
  ['http://web:8080?x', { kind: 'name', name: 'web', port: 8080, url: { scheme: 'http', path: '/?x' } }],
  [
    'HTTP://[fd00::1]:81/',
    { kind: 'address', address: 'fd00::1', port: 81, url: { scheme: 'http', path: '/' } },
  ],
  [' 10.0.0.1:80 ', { kind: 'address', address: '10.0.0.1', port: 80 }],
];

const bad: readonly (readonly [string, string])[] = [
  ['web', 'destination "web": it has no port|web:80'],
  ['10.0.0.1', 'destination "10.0.0.1": it has no port|10.0.0.1:80'],
  ['fd00::1', 'destination "fd00::1": it has no port|[fd00::1]:PORT for an IPv6 address'],
  ['', 'destination "": it has no port|:80'],
  ['web:0', 'destination "web:0": "0" is no port|'],
  ['web:70000', 'destination "web:70000": "70000" is no port|'],
  ['web:http', 'destination "web:http": "http" is no port|'],
  ['web:', 'destination "web:": "" is no port|'],
  [':80', 'destination ":80": it names no host|'],
  ['10.0.0.256:80', 'destination "10.0.0.256:80": "10.0.0.256" is no address|'],
  ['1.2.3:80', 'destination "1.2.3:80": "1.2.3" is no address|'],
  ['[web]:80', 'destination "[web]:80": "[web]" is no address|[web]:80 for an IPv6 address'],
  ['we b:80', 'destination "we b:80": "we b" is neither an address nor a name|'],
  ['-web:80', 'destination "-web:80": "-web" is neither an address nor a name|'],
  ['ftp://web:80', 'destination "ftp://web:80": a URL starts with http:// or https://|'],
  ['http://', 'destination "http://": it names no host|'],
  ['http://user@web/', 'destination "http://user@web/": "user@web" is neither an address nor a name|'],
  ['service/:80', 'destination "service/:80": "" is no [namespace/]name|'],
  ['service/a/b/c:80', 'destination "service/a/b/c:80": "a/b/c" is no [namespace/]name|'],
  ['service/web:Http!', 'destination "service/web:Http!": "Http!" is no port|'],
  ['node/a/b:80', 'destination "node/a/b:80": "a/b" is no name|'],
  ['node/worker', 'destination "node/worker": it has no port|node/worker:80'],
  ['pod/web:http', 'destination "pod/web:http": "http" is no port|'],
];

describe('a destination', () => {
  for (const [to, expected] of good) {
    it(`${to} is ${JSON.stringify(expected)}`, () => assert.deepEqual(parseDestination(to), expected));
  }

  for (const [to, expected] of bad) {
    it(`${JSON.stringify(to)} is none`, () => {
      const problem = parseDestination(to);
      assert.ok('what' in problem);
      assert.equal(`${problem.what}|${problem.hint ?? ''}`, expected);
    });
  }

  it('that is none says which forms there are', () => {
    const problem = parseDestination('we b:80');
    assert.ok('what' in problem);
    assert.equal(
      formatProblem(problem),
      [
        'error: destination "we b:80": "we b" is neither an address nor a name',
        '  found      we b:80',
        '  expected   ADDRESS:PORT, [ADDRESS6]:PORT, NAME:PORT, service/[NS/]NAME:PORT, node/NAME:PORT, pod/[NS/]NAME:PORT, http://...',
      ].join('\n'),
    );
  });
});
