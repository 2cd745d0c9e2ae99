import { defaultCluster, parseManifests } from '../../engine/kube/index.ts';
import { makeState } from '../../engine/model/index.ts';
import { bigManifest } from './big-manifest.ts';

// Run by memory.ts in a process of its own, with --expose-gc: prints the bytes that are held.
const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};
const empty = heap();
const { manifests } = parseManifests(bigManifest(1000, 10), 'big.yaml');
const parsed = heap();
const state = makeState(defaultCluster(60), manifests);
console.log(
  JSON.stringify({ parsed: parsed - empty, state: heap() - parsed, kinds: state.objects.kinds().length }),
);
