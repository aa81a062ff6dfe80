import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, parse } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The operating-system account Postgres runs as; null when it is simply ours. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * Postgres refuses to run as root. As root, finds (or makes) an account without rights; else null.
 * @throws when root has neither `postgres` nor `nobody` and cannot make an account
 */
export async function findAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const existing = await lookUp('postgres');
  if (existing !== null) return existing;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  } catch {
    // Some systems have no useradd; the next look-up falls back to an account every Unix has.
  }
  const account = (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (account === null) {
    throw new Error('Postgres cannot run as root, and there is no account "postgres" or "nobody" to run it as.');
  }
  return account;
}

async function lookUp(name: string): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** The first existing folder on the way to `path` (itself included) that `account` may not enter; null when none. */
export async function closedFolder(path: string, account: Account): Promise<string | null> {
  const folders: string[] = [];
  for (let folder = path; ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === parse(folder).root) break;
  }
  for (const folder of folders) {
    const found = await stat(folder).catch(() => null);
    if (found === null) return null;
    const bit = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001;
    if ((found.mode & bit) === 0) return folder;
  }
  return null;
}
