import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What `postmaster.pid` in a data folder says. */
export interface Postmaster {
  pid: number;
  port: number;
}

/** Reads `postmaster.pid`; null when there is none or it is not complete yet. */
export async function readPostmaster(dataFolder: string): Promise<Postmaster | null> {
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 ? { pid, port } : null;
}

/**
 * Whether `pid` is a living Postgres of `dataFolder`. After `kill -9`, a restart of the machine or of a container the
 * number in `postmaster.pid` may belong to any other process; Postgres would then refuse to start.
 */
export async function isPostmaster(pid: number, dataFolder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const command = await commandOf(pid);
  // Where the command cannot be read, believe the file: Postgres itself decides.
  return command === null || (command.includes('postgres') && command.includes(dataFolder));
}

/** Whether a process with this id exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function commandOf(pid: number): Promise<string | null> {
  try {
    if (process.platform === 'linux') return await readFile(`/proc/${pid}/cmdline`, 'utf8');
    if (process.platform === 'win32') return null;
    return (await run('ps', ['-p', String(pid), '-o', 'args='])).stdout;
  } catch {
    return null;
  }
}
