/**
 * Adds what npm leaves out of the lock file: optional packages for other platforms that the registry
 * at hand does not have. `npm ci` refuses a lock file without them, on every platform. Run it after
 * `npm install` has changed the lock file.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Package {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

interface LockFile {
  readonly packages: Record<string, Package>;
}

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'openharmony',
  'win32',
  'aix',
  'netbsd',
  'openbsd',
  'sunos',
];
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el'];

/** `@oxlint/binding-linux-x64-musl` is for Linux on x64 with musl: what npm reads from the package itself. */
function platformOf(name: string): object {
  const words = name.split(/[/-]/);
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined;
  return {
    cpu: processors.filter((word) => words.includes(word)),
    ...(libc && { libc }),
    os: systems.filter((word) => words.includes(word)),
  };
}

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8')) as LockFile;
const missing = Object.values(lock.packages).flatMap(({ dev, optionalDependencies = {} }) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => lock.packages[`node_modules/${name}`] === undefined)
    .map(([name, version]): [string, Package] => [
      `node_modules/${name}`,
      { version, ...platformOf(name), ...(dev && { dev }), optional: true },
    ]),
);
const packages = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) }).sort(([a], [b]) =>
  a < b ? -1 : 1,
);
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
console.log(`${missing.length} packages for other platforms added to package-lock.json`);
