import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded';
import { isAlive, isPostmaster, readPostmaster } from './postgres/postmaster';

let dataFolder: string;
let running: EmbeddedPostgres | null;
let owner: ChildProcess | null;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'muster-embedded-'));
  await chmod(dataFolder, 0o755);
  running = null;
  owner = null;
});
afterEach(async () => {
  owner?.kill('SIGKILL');
  await running?.stop();
  await rm(dataFolder, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  running = await startEmbeddedPostgres({ dataFolder, settings: { fsync: 'off' } });
  return running;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const home = () => join(dataFolder, 'postgres');

async function postmasterPid(): Promise<number> {
  const found = await readPostmaster(join(home(), 'data'));
  if (found === null) throw new Error('no postmaster.pid');
  return found.pid;
}

async function gone(pid: number): Promise<void> {
  // A zombie waits for its parent to look, which in a container may be never.
  await expect.poll(() => isPostmaster(pid, join(home(), 'data')), { timeout: 20_000 }).toBe(false);
}

test('what was written is there after a stop and a start, on the same port', async () => {
  const first = await start();
  await query(first.url, 'create table kept (id int); insert into kept values (7)');
  await first.stop();
  const second = await start();
  expect(await query(second.url, 'select id from kept')).toEqual([{ id: 7 }]);
  expect(second.port).toBe(first.port);
});

test('the password is readable by the owner only, and the application is no superuser', async () => {
  const { url } = await start();
  expect((await stat(join(home(), 'password'))).mode & 0o777).toBe(0o600);
  expect((await stat(home())).mode & 0o777).toBe(0o700);
  expect(await query(url, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([{ rolsuper: false }]);
});

test('R4: after kill -9 of Postgres the loss is reported, and the next start has everything committed', async () => {
  const first = await start();
  await query(first.url, 'create table kept (id int); insert into kept values (1)');
  const pid = await postmasterPid();
  process.kill(pid, 'SIGKILL');
  await first.lost;
  await gone(pid);
  await first.stop();
  const second = await start();
  expect(second.reused).toBe(false);
  expect(await query(second.url, 'select id from kept')).toEqual([{ id: 1 }]);
});

test('a postmaster.pid that names another living process does not keep Postgres from starting', async () => {
  const first = await start();
  await first.stop();
  const stale = [process.pid, join(home(), 'data'), 0, 1, '', 'localhost', '', 'ready'].join('\n');
  await writeFile(join(home(), 'data', 'postmaster.pid'), stale);
  const second = await start();
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a Postgres left by a killed process is used again, and stopped by its new owner', async () => {
  const module = fileURLToPath(new URL('./embedded.ts', import.meta.url));
  const script = `import(${JSON.stringify(module)}).then((m) => m.startEmbeddedPostgres({ dataFolder: ${JSON.stringify(
    dataFolder,
  )} })).then(() => { console.log('up'); setInterval(() => {}, 1000); })`;
  owner = spawn(process.execPath, ['--import', 'tsx', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (owner.stdout !== null) await once(owner.stdout, 'data');
  const guest = await start();
  expect(guest.reused).toBe(true);
  await guest.stop();
  const pid = await postmasterPid();
  expect(isAlive(pid), 'a guest leaves the Postgres of a living process alone').toBe(true);

  owner.kill('SIGKILL');
  await once(owner, 'exit');
  const heir = await start();
  expect(heir.reused).toBe(true);
  await heir.stop();
  await gone(pid);
});
