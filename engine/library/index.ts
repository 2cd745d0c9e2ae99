export { listObjects } from './list-objects.ts';
export { loadManifests, loadStateFromFiles, type LoadOptions, type LoadStateOptions } from './load.ts';
