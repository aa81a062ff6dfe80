import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Account, closedFolder } from './account';
import { systemFolder } from './binaries';

/** The files of one embedded Postgres. */
export interface Home {
  /** Holds everything below; only the account of Postgres (and root) may enter. */
  folder: string;
  /** Postgres's own data folder. */
  data: string;
  log: string;
  /** Why the data had to live elsewhere than asked, and where, as a part of a sentence. */
  notice: string | null;
}

/** Makes the folder for an embedded Postgres in `parent`, or in the system's folder when `account` cannot get there. */
export async function openHome(parent: string, account: Account | null): Promise<Home> {
  const asked = join(resolve(parent), 'postgres');
  let folder = asked;
  let notice: string | null = null;
  await mkdir(resolve(parent), { recursive: true });
  const closed = account === null ? null : await closedFolder(resolve(parent), account);
  if (closed !== null) {
    const name = createHash('sha256').update(asked).digest('hex').slice(0, 12);
    folder = join(systemFolder, name);
    notice = `its account may not enter ${closed}, so the data is in ${folder}`;
  }
  await mkdir(folder, { recursive: true });
  if (account !== null) await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o700);
  return { folder, data: join(folder, 'data'), log: join(folder, 'postgres.log'), notice };
}

/** The password of this Postgres, made on first use and readable by the owner only. */
export async function readPassword(home: Home): Promise<string> {
  const path = join(home.folder, 'password');
  const existing = await readFile(path, 'utf8').catch(() => null);
  if (existing !== null && existing.trim() !== '') return existing.trim();
  const password = randomBytes(24).toString('base64url');
  await writeFile(path, `${password}\n`, { mode: 0o600 });
  return password;
}

/** The port used last time; null when none. */
export async function readPort(home: Home): Promise<number | null> {
  const port = Number(await readFile(join(home.folder, 'port'), 'utf8').catch(() => ''));
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}

/** Remembers the port, so that a URL someone noted stays right. */
export async function writePort(home: Home, port: number): Promise<void> {
  await writeFile(join(home.folder, 'port'), `${port}\n`);
}
