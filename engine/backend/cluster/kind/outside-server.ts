import { ClusterError } from '../../../errors/index.ts';
import type { OutsideServer } from '../../back-end.ts';
import type { Undo } from '../live-cluster.ts';
import { isAlive, processAnnotation, thisProcess } from '../tools/process-mark.ts';
import { docker, tryDocker } from './docker.ts';
import { clusterLabel, type OutsideOptions } from './outside.ts';
import { addressesOn } from './outside-ways.ts';
import { startStandIn } from './stand-in-container.ts';

/** The address that a server outside answers by. */
const serverLabel = 'reachform.dev/server';

/**
 * A server outside the cluster: a stand-in in a container on kind's network, with an address of the
 * scenario's choice on its loopback device. The nodes learn the way to it.
 */
export async function serveOutside(server: OutsideServer, options: OutsideOptions): Promise<Undo> {
  const { cluster, network, image, programs, nodes } = options;
  const { address, port, protocol } = server;
  const name = `${cluster}-server-${address.replaceAll(/[^0-9a-f]/g, '-')}-${port}`;
  const undo: Undo = {
    what: `server ${address}:${port} outside`,
    run: () => removeServer(name, address, nodes),
  };
  if (protocol === 'SCTP')
    throw new ClusterError({ what: `no stand-in speaks SCTP, as server "${server.name}" must` });
  await startStandIn({
    name,
    network,
    image,
    programs,
    addresses: [address],
    plan: { ports: [{ port, protocol }] },
    labels: { [clusterLabel]: cluster, [serverLabel]: address, [processAnnotation]: thisProcess },
  });
  const family = address.includes(':') ? '-6' : '-4';
  const own = (await addressesOn(network, family, [name])).get(name);
  if (own === undefined)
    throw new ClusterError({ what: `the container of server "${server.name}" has no address` });
  const [node = ''] = nodes;
  // A stand-in's image need not have `ip`; the node image has.
  const nodeImage = (await docker(['inspect', '--format', '{{.Config.Image}}', node])).trim();
  const share = ['--network', `container:${name}`, '--cap-add', 'NET_ADMIN'];
  const add = ['address', 'replace', `${address}/${family === '-6' ? 128 : 32}`, 'dev', 'lo'];
  await docker(['run', '--rm', ...share, '--entrypoint', 'ip', nodeImage, family, ...add]);
  await Promise.all(
    nodes.map((one) => docker(['exec', one, 'ip', family, 'route', 'replace', address, 'via', own])),
  );
  return undo;
}

/** Removes servers of runs that are over, or of all; returns the names of their containers. */
export async function sweepServers(
  cluster: string,
  nodes: readonly string[],
  running: boolean,
): Promise<readonly string[]> {
  const format = `{{.Names}} {{.Label "${serverLabel}"}} {{.Label "${processAnnotation}"}}`;
  const filters = ['--filter', `label=${clusterLabel}=${cluster}`, '--filter', `label=${serverLabel}`];
  const { stdout } = await tryDocker(['ps', '--all', ...filters, '--format', format]);
  const found = stdout.split('\n').map((line) => line.trim().split(' '));
  const left = found.filter(([name = '', , mark]) => name !== '' && (running || !isAlive(mark)));
  await Promise.all(left.map(([name = '', address = '']) => removeServer(name, address, nodes)));
  return left.map(([name = '']) => name).sort();
}

async function removeServer(name: string, address: string, nodes: readonly string[]): Promise<void> {
  const family = address.includes(':') ? '-6' : '-4';
  await Promise.all(nodes.map((node) => tryDocker(['exec', node, 'ip', family, 'route', 'del', address])));
  await docker(['rm', '--force', '--volumes', name]);
}
