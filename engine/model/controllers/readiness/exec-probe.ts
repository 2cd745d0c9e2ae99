import type { Container, PodSpec } from '../../../kube/index.ts';
import { commandWords } from './shell-words.ts';

/**
 * True if a command can be told to fail: it says so itself (`false`, `exit 1`), or it asks for a file
 * that no image brings and nothing in the manifest makes (`ls /var/ready`, `test -f /tmp/healthy`).
 */
export function isFailingCommand(command: readonly string[], spec: PodSpec): boolean {
  const words = commandWords(command);
  if (!words) return false;
  const [program = '', ...args] = words;
  switch (program.replace(/^.*\//, '')) {
    case 'false':
      return true;
    case 'exit':
      return /^[1-9]\d*$/.test(args[0] ?? '');
    case 'ls':
    case 'cat':
    case 'stat':
      return args.some((file) => isMissing(file, spec));
    case 'test':
      return isFileTest(args) && isMissing(args[1] ?? '', spec);
    case '[':
      return isFileTest(args) && args[2] === ']' && isMissing(args[1] ?? '', spec);
    default:
      return false;
  }
}

function isFileTest(args: readonly string[]): boolean {
  return /^-[efrsd]$/.test(args[0] ?? '');
}

/** Directories of images and of the system: what is in them nobody can tell from a manifest. */
const unknown = /^\/(bin|sbin|lib|lib64|usr|etc|opt|app|home|root|proc|sys|dev|srv|boot)(\/|$)/;
const always = /^\/(tmp|run|var|var\/(run|tmp|log|lib|cache|www)|mnt|media)?\/?$/;

function isMissing(file: string, spec: PodSpec): boolean {
  if (!file.startsWith('/') || unknown.test(file) || always.test(file)) return false;
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  return !containers.some((container) => mentions(container, file) || mounts(container, file, spec));
}

/** True if what the container runs names the file outside of a mere removal. */
function mentions(container: Container, file: string): boolean {
  const { lifecycle } = container as {
    lifecycle?: { postStart?: { exec?: { command?: readonly string[] } } };
  };
  const words = [
    ...(container.command ?? []),
    ...(container.args ?? []),
    ...(lifecycle?.postStart?.exec?.command ?? []),
  ];
  const text = words.join(' ').replace(/\brm\s+(-\w+\s+)*\S+/g, '');
  return text.includes(file);
}

/** True if the file lies in a volume that brings files with it. */
function mounts(container: Container, file: string, spec: PodSpec): boolean {
  const { volumeMounts = [] } = container as {
    volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  };
  const { volumes = [] } = spec as { volumes?: readonly ({ readonly name: string } & object)[] };
  return volumeMounts.some(({ name, mountPath }) => {
    const volume = volumes.find((one) => one.name === name);
    const under = file === mountPath || file.startsWith(`${mountPath.replace(/\/$/, '')}/`);
    return under && (file === mountPath || volume === undefined || !('emptyDir' in volume));
  });
}
