/**
 * npm sometimes leaves optional platform packages out of package-lock.json, or writes them without a checksum. Without
 * the entry `npm ci` refuses the file; without the checksum it installs whatever the registry serves. These functions
 * find and add what is missing.
 */

/** The part of package-lock.json (version 3) used here. */
export interface LockFile {
  packages: Record<string, LockEntry>;
}

interface LockEntry {
  version?: string;
  /** Subresource integrity of the package's archive, such as `sha512-…`. */
  integrity?: string;
  optional?: boolean;
  license?: string;
  cpu?: string[];
  os?: string[];
  libc?: string[];
  link?: boolean;
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
}

/** An optional package that some package wants and the lock file does not have. */
export interface MissingEntry {
  /** Key in `packages`, as `node_modules/@biomejs/cli-darwin-arm64`. */
  path: string;
  name: string;
  version: string;
  dev: boolean;
}

/** Optional dependencies with an exact version that the lock file has no entry for. */
export function findMissing(lock: LockFile): MissingEntry[] {
  const missing = new Map<string, MissingEntry>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      // A range cannot be answered without the registry; the packages of platforms always name one version.
      if (!/^\d+\.\d+\.\d+/.test(version) || resolve(lock, path, name)) continue;
      const key = `node_modules/${name}`;
      missing.set(key, { path: key, name, version, dev: entry.dev === true });
    }
  }
  return [...missing.values()];
}

/** The lock file with an entry for everything {@link findMissing} finds, sorted as npm sorts. */
export function completeLock(lock: LockFile): LockFile {
  const packages = { ...lock.packages };
  for (const { path, name, version, dev } of findMissing(lock)) {
    packages[path] = { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true };
  }
  const sorted = Object.entries(packages).sort(([left], [right]) => left.localeCompare(right, 'en'));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

/** A package of the lock file that `npm ci` would install without verifying its content. */
export interface UnverifiedEntry {
  path: string;
  name: string;
  version: string;
}

/** Entries from a registry that have no checksum. Links to our own workspaces need none. */
export function findUnverified(lock: LockFile): UnverifiedEntry[] {
  return Object.entries(lock.packages).flatMap(([path, { version, integrity, link }]) => {
    if (!path.includes('node_modules/') || link || integrity || version === undefined) return [];
    return [{ path, name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), version }];
  });
}

/** The lock file with `integrityOf` asked for every entry that {@link findUnverified} finds. */
export async function addIntegrity(
  lock: LockFile,
  integrityOf: (entry: UnverifiedEntry) => Promise<string>,
): Promise<LockFile> {
  const packages = { ...lock.packages };
  for (const entry of findUnverified(lock)) {
    const { version, ...rest } = packages[entry.path] ?? {};
    packages[entry.path] = { version: version ?? entry.version, integrity: await integrityOf(entry), ...rest };
  }
  return { ...lock, packages };
}

function resolve(lock: LockFile, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in lock.packages) return true;
    if (!folder.includes('node_modules')) return `node_modules/${name}` in lock.packages;
  }
}

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];

/** What a platform package runs on, as its name says (`binding-linux-arm-musleabihf`, `windows-64`). */
export function platformOf(name: string): Pick<LockEntry, 'cpu' | 'os' | 'libc'> {
  const words = name.split(/[/-]/).map((word) => (word === 'windows' ? 'win32' : word === '64' ? 'x64' : word));
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : [];
  if (cpu[0] === 'wasm32') return { cpu };
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`Cannot tell the platform of ${name} from its name.`);
  return { cpu, ...(libc.length > 0 ? { libc } : {}), os };
}
