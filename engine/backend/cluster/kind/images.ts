import { runTool } from '../tools/run-tool.ts';
import { docker, hasImage } from './docker.ts';

/** Loads an image into those nodes that lack it; says if any did. */
export async function loadMissing(
  cluster: string,
  nodes: readonly string[],
  image: string,
): Promise<boolean> {
  const present = await Promise.all(nodes.map((node) => nodeHas(node, image)));
  const missing = nodes.filter((_, index) => present[index] !== true);
  if (missing.length === 0) return false;
  if (!(await hasImage(image))) await docker(['pull', '--quiet', image], { timeoutMs: 600_000 });
  await runTool('kind', ['load', 'docker-image', image, '--name', cluster, '--nodes', missing.join(',')], {
    timeoutMs: 300_000,
  });
  return true;
}

async function nodeHas(node: string, image: string): Promise<boolean> {
  const list = await docker(['exec', node, 'ctr', '--namespace', 'k8s.io', 'images', 'list', '--quiet']);
  return list.split('\n').some((name) => name.trim() === fullName(image));
}

/** `node:24` is `docker.io/library/node:24`, as containerd calls it. */
export function fullName(image: string): string {
  const tagged = /[:@][^/]*$/.test(image) ? image : `${image}:latest`;
  const [first = '', ...rest] = tagged.split('/');
  if (rest.length === 0) return `docker.io/library/${tagged}`;
  return /[.:]|^localhost$/.test(first) ? tagged : `docker.io/${tagged}`;
}
