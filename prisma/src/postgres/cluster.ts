import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from './account';
import type { Binaries } from './binaries';
import { type Home, readPort, writePort } from './home';
import { freePort } from './port';
import { isPostmaster, type Postmaster, readPostmaster } from './postmaster';

/** What it takes to run Postgres's programs on one data folder. */
export interface Cluster {
  home: Home;
  binaries: Binaries;
  account: Account | null;
  password: string;
  /** Settings for this start, as `{ fsync: 'off' }`. */
  settings: Readonly<Record<string, string>>;
}

/** Name of the superuser; the application uses a role without such rights. */
export const superuser = 'postgres';

/** Makes the data folder unless it is there. A making that was cut short is thrown away and done again. */
export async function initialise(cluster: Cluster): Promise<void> {
  const { home } = cluster;
  const done = join(home.folder, 'initialised');
  if (existsSync(done) && existsSync(join(home.data, 'PG_VERSION'))) return;
  await rm(home.data, { recursive: true, force: true });
  const passwordFile = join(home.folder, 'initial-password');
  await writeFile(passwordFile, `${cluster.password}\n`, { mode: 0o600 });
  try {
    if (cluster.account !== null) await chown(passwordFile, cluster.account.uid, cluster.account.gid);
    await runProgram(cluster, cluster.binaries.initdb, [
      `--pgdata=${home.data}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-locale',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ]);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeFile(done, '');
}

/** The living Postgres of the data folder, left by a process that was killed; clears a `postmaster.pid` of a dead one. */
export async function findRunning(cluster: Cluster): Promise<Postmaster | null> {
  const { data } = cluster.home;
  const found = await readPostmaster(data);
  if (found === null) return null;
  if (await isPostmaster(found.pid, data)) return found;
  await rm(join(data, 'postmaster.pid'), { force: true });
  return null;
}

/** Starts Postgres in a session of its own: neither Ctrl-C nor the death of this process reaches it. */
export async function start(cluster: Cluster): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(await readPort(cluster.home));
    const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...cluster.settings };
    const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
    try {
      await runProgram(cluster, cluster.binaries.pgCtl, [
        'start',
        '--wait',
        '--timeout=300',
        `--pgdata=${cluster.home.data}`,
        `--log=${cluster.home.log}`,
        `--options=-p ${port} ${options.join(' ')}`,
      ]);
    } catch (error) {
      // Right after a kill -9, the old processes need a moment to notice and let go of the memory they share.
      if (attempt >= 10) throw error;
      await delay(500);
      continue;
    }
    const postmaster = await readPostmaster(cluster.home.data);
    if (postmaster === null) throw new Error(`Postgres ended right after its start; see ${cluster.home.log}.`);
    await writePort(cluster.home, port);
    return postmaster;
  }
}

/** Stops Postgres in order: open transactions are rolled back, everything committed is on disk. */
export async function stop(cluster: Cluster): Promise<void> {
  const { data } = cluster.home;
  await runProgram(cluster, cluster.binaries.pgCtl, [
    'stop',
    '--mode=fast',
    '--wait',
    '--timeout=60',
    `--pgdata=${data}`,
  ]);
}

function runProgram(cluster: Cluster, program: string, args: readonly string[]): Promise<void> {
  const { account } = cluster;
  // Our environment holds secrets and perhaps PG… variables; Postgres gets neither.
  const kept = ['PATH', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR'];
  const env = Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: cluster.home.folder,
      env: { ...env, LC_ALL: 'C' },
      ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString('utf8');
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      child.stderr.destroy();
      if (code === 0) resolve();
      else void failure(cluster, program, code ?? signal, errors).then(reject);
    });
  });
}

async function failure(cluster: Cluster, program: string, end: unknown, errors: string): Promise<Error> {
  const log = await readFile(cluster.home.log, 'utf8').catch(() => '');
  const lines = `${errors}\n${log}`.split('\n').filter((line) => line.trim() !== '');
  return new Error(`${program} ended with ${String(end)}:\n${lines.slice(-12).join('\n')}`);
}
