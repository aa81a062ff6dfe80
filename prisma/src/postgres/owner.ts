import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Home } from './home';
import { isAlive } from './postmaster';

interface Owner {
  /** The process that will stop Postgres. */
  pid: number;
  /** The Postgres it started or took over; after a restart of the machine an old note no longer counts. */
  postmasterPid: number;
}

/**
 * Whether this process is now the one to stop Postgres `postmasterPid`. A second process of the same project uses the
 * running Postgres as a guest; an owner that was killed is replaced.
 */
export async function becomeOwner(home: Home, postmasterPid: number): Promise<boolean> {
  const current = await readOwner(home);
  const held =
    current !== null && current.postmasterPid === postmasterPid && current.pid !== process.pid && isAlive(current.pid);
  if (held) return false;
  await writeFile(ownerPath(home), JSON.stringify({ pid: process.pid, postmasterPid } satisfies Owner));
  return true;
}

/** Forgets the owner, after Postgres was stopped. */
export async function dropOwner(home: Home): Promise<void> {
  await rm(ownerPath(home), { force: true });
}

async function readOwner(home: Home): Promise<Owner | null> {
  try {
    const owner = JSON.parse(await readFile(ownerPath(home), 'utf8')) as Partial<Owner>;
    if (typeof owner.pid !== 'number' || typeof owner.postmasterPid !== 'number') return null;
    return { pid: owner.pid, postmasterPid: owner.postmasterPid };
  } catch {
    return null;
  }
}

function ownerPath(home: Home): string {
  return join(home.folder, 'owner.json');
}
