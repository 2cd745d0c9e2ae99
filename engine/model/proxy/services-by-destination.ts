import { canonicalAddress, type Protocol, type Service } from '../../kube/index.ts';
import { ObjectIndex } from '../tables/object-index.ts';

/** `10.96.0.20 80/TCP` */
export function virtualKey(address: string, port: number, protocol: Protocol): string {
  return `${address} ${port}/${protocol}`;
}

/** @param port `30080/TCP` */
export function nodePortKey(port: string): string {
  return `node port ${port}`;
}

export function healthCheckKey(port: number): string {
  return `health check ${port}`;
}

/**
 * Services by all that may lead to them: addresses, addresses with a port, node ports, health check ports. Whether a
 * proxy really serves them there is for the proxy to say.
 */
export const servicesByDestination = new ObjectIndex<Service>('Service', ({ object: { spec, status } }) => {
  const { clusterIP = '', clusterIPs = [], externalIPs = [], ports = [], healthCheckNodePort } = spec;
  const ingress = (status?.loadBalancer?.ingress ?? []).map(({ ip = '' }) => ip);
  const texts = [clusterIP, ...clusterIPs, ...externalIPs, ...ingress];
  const addresses = [...new Set(texts.flatMap((text) => canonicalAddress(text) ?? []))];
  const named = ports.flatMap(({ port, nodePort, protocol = 'TCP' }) => [
    ...addresses.map((address) => virtualKey(address, port, protocol)),
    ...(nodePort ? [nodePortKey(`${nodePort}/${protocol}`)] : []),
  ]);
  return [...addresses, ...named, ...(healthCheckNodePort ? [healthCheckKey(healthCheckNodePort)] : [])];
});
