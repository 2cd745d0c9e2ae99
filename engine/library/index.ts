export { listObjects } from './list-objects.ts';
export {
  loadManifests,
  loadStateFromFiles,
  validateFiles,
  type LoadOptions,
  type LoadStateOptions,
  type ValidateFilesOptions,
} from './load.ts';
