import type { IPFamily, ProxyConfig } from '../../../kube/index.ts';
import {
  check,
  cluster,
  modes,
  nodeIP,
  nodeIPv6,
  otherNodeIP,
  otherNodeIPv6,
  outside,
  type Mode,
} from './packets.spec.ts';

interface Case {
  readonly name: string;
  readonly family: IPFamily;
  readonly proxy: Partial<ProxyConfig>;
  /** Whether the other address of the node takes node ports. */
  readonly other: Readonly<Record<Mode, boolean>>;
}
const yes = { iptables: true, nftables: true, ipvs: true };
const primary = { iptables: true, nftables: false, ipvs: true };
const no = { iptables: false, nftables: false, ipvs: false };
const ranges = ['192.168.0.0/24', '192.168.1.0/24', '2001:db8::/64'];

const cases: readonly Case[] = [
  { name: 'IPv4', family: 'IPv4', proxy: {}, other: primary },
  {
    name: 'IPv4, localhostNodePorts off',
    family: 'IPv4',
    proxy: { localhostNodePorts: false },
    other: primary,
  },
  {
    name: 'IPv4, localhostNodePorts off, loopback in the list',
    family: 'IPv4',
    proxy: { localhostNodePorts: false, nodePortAddresses: ['192.168.0.0/24', '127.0.0.1/32'] },
    other: no,
  },
  {
    name: 'IPv4, several ranges',
    family: 'IPv4',
    proxy: { localhostNodePorts: false, nodePortAddresses: ranges },
    other: yes,
  },
  { name: 'IPv6', family: 'IPv6', proxy: {}, other: primary },
  {
    name: 'IPv6, localhostNodePorts off',
    family: 'IPv6',
    proxy: { localhostNodePorts: false },
    other: primary,
  },
  { name: 'IPv6, a range', family: 'IPv6', proxy: { nodePortAddresses: ranges }, other: no },
  {
    name: 'IPv6, a range and an address',
    family: 'IPv6',
    proxy: { nodePortAddresses: [...ranges, '2001:db8:1::2/128'] },
    other: yes,
  },
];

describe('TestNodePorts, TestNodePortIPv4, TestNodePortIPv6', () => {
  for (const mode of modes) {
    for (const { name, family, proxy, other } of cases) {
      it(`${mode}: ${name}`, () => {
        const isIPv4 = family === 'IPv4';
        const [svcIP, first, second] = isIPv4
          ? (['172.30.0.41', '10.180.0.1', '10.180.2.1'] as const)
          : (['fd00:172:30::41', 'fd00:10:180::1', 'fd00:10:180::2:1'] as const);
        const [own, alt] = isIPv4 ? [nodeIP, otherNodeIP] : [nodeIPv6, otherNodeIPv6];
        const client = isIPv4 ? outside : '2600:5200::1';
        const loopback = isIPv4 ? '127.0.0.1' : '::1';
        const output = isIPv4 ? `${first}:80, ${second}:80` : `[${first}]:80, [${second}]:80`;
        const svc1 = {
          spec: {
            type: 'NodePort' as const,
            clusterIP: svcIP,
            ports: [{ name: 'p80', port: 80, nodePort: 3001 }],
          },
          endpoints: [[first], [second, 'test-node']] as const,
          family,
        };
        const takesLoopback = mode === 'iptables' && isIPv4 && proxy.localhostNodePorts !== false;
        check(cluster(mode, { svc1 }, proxy), [
          {
            name: 'pod to cluster IP',
            from: isIPv4 ? '10.0.0.2' : 'fd00:10::2',
            to: svcIP,
            port: 80,
            output,
            masq: false,
          },
          { name: 'outside to node port', from: client, to: own, port: 3001, output, masq: true },
          { name: 'node to node port', from: own, to: own, port: 3001, output, masq: true },
          {
            name: 'loopback',
            from: loopback,
            to: loopback,
            port: 3001,
            output: takesLoopback ? output : '',
            ...(takesLoopback && { masq: true }),
          },
          {
            name: 'the other address',
            from: client,
            to: alt,
            port: 3001,
            output: other[mode] ? output : '',
            ...(other[mode] && { masq: true }),
          },
        ]);
      });
    }
  }
});
