import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, isPostmaster, readPostmaster } from '../postgres/postmaster';

/** Stops and removes what test runs that were killed left in the temporary folder. */
export async function sweepAbandoned(): Promise<void> {
  const folder = tmpdir();
  const names = (await readdir(folder)).filter((name) => name.startsWith('muster-postgres-'));
  for (const name of names) await sweep(join(folder, name)).catch(() => undefined);
}

async function sweep(folder: string): Promise<void> {
  const home = join(folder, 'postgres');
  const owner = JSON.parse(await readFile(join(home, 'owner.json'), 'utf8')) as { pid: number };
  if (isAlive(owner.pid)) return;
  const data = join(home, 'data');
  const postmaster = await readPostmaster(data);
  // Nobody will read that data again, so the quickest end is right.
  if (postmaster !== null && (await isPostmaster(postmaster.pid, data))) process.kill(postmaster.pid, 'SIGQUIT');
  await rm(folder, { recursive: true, force: true });
}
