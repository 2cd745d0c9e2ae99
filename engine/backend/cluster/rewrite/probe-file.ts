import type { LooseContainer } from './loose.ts';

/** The file whose existence a command asks for: `ls /var/ready`, `test -f F`, `sh -c "cat F"`. */
export function fileOfCommand(command: readonly string[]): string | undefined {
  const words = unwrapped(command);
  const program = words[0]?.replace(/^.*\//, '') ?? '';
  const args = words.slice(1);
  const file = ((): string | undefined => {
    switch (program) {
      case 'ls':
      case 'cat':
      case 'stat':
        return args.filter((arg) => !arg.startsWith('-')).at(-1);
      case 'test':
        return /^-[efrsd]$/.test(args[0] ?? '') && args.length === 2 ? args[1] : undefined;
      case '[':
        return /^-[efrsd]$/.test(args[0] ?? '') && args[2] === ']' ? args[1] : undefined;
      default:
        return undefined;
    }
  })();
  return file?.startsWith('/') === true ? file : undefined;
}

/** `false`, `exit 1`: nothing can make it succeed. */
export function alwaysFails(command: readonly string[]): boolean {
  const [program = '', code = ''] = unwrapped(command);
  return program.replace(/^.*\//, '') === 'false' || (program === 'exit' && /^[1-9]\d*$/.test(code));
}

/** The words of a command, one shell around a plain one taken off. */
function unwrapped(command: readonly string[]): readonly string[] {
  const [program = '', flag = '', script = ''] = command;
  if (!/(^|\/)(ba|da|a|z)?sh$/.test(program) || !/^-\w*c$/.test(flag)) return command;
  if (/[;&|<>$`(){}*?\n]/.test(script.trim())) return [];
  return script
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
}

/** Folders of images and of the system: a file in them is taken to be there. */
const brought = /^\/(bin|sbin|lib|lib64|usr|etc|opt|app|home|root|proc|sys|dev|srv|boot)(\/|$)/;

/**
 * Whether the file of a readiness probe is there when the container starts. No image brings
 * `/var/ready`; what the container itself runs may make it, and a mounted volume may hold it.
 */
export function existsAtStart(file: string, containers: readonly LooseContainer[]): boolean {
  if (brought.test(file)) return true;
  return containers.some((container) => {
    const words = [
      ...(container.command ?? []),
      ...(container.args ?? []),
      ...(container.lifecycle?.postStart?.exec?.command ?? []),
    ];
    if (
      words
        .join(' ')
        .replace(/\brm\s+(-\w+\s+)*\S+/g, '')
        .includes(file)
    )
      return true;
    return (container.volumeMounts ?? []).some(({ mountPath }) => file === mountPath);
  });
}
