import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { findAccount } from './postgres/account';
import { findBinaries } from './postgres/binaries';
import { type Cluster, findRunning, initialise, start, stop, superuser } from './postgres/cluster';
import { openHome, readPassword } from './postgres/home';
import { becomeOwner, dropOwner } from './postgres/owner';
import { isAlive, isPostmaster, type Postmaster } from './postgres/postmaster';

/** A running Postgres of our own. */
export interface EmbeddedPostgres {
  /** For the application: database `muster` as role `muster`. */
  url: string;
  /** For making and dropping databases: database `postgres` as the superuser. */
  adminUrl: string;
  port: number;
  /** Why the data is not where it was asked to be, and where it is; null when it is there. */
  notice: string | null;
  /** Whether it was running already, left by a process that was killed or started by another that lives. */
  reused: boolean;
  /** Resolves when Postgres goes away without being asked. */
  lost: Promise<void>;
  /** Stops it in order; does nothing when another living process started it. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder for the data; a folder `postgres` is made in it. */
  dataFolder: string;
  /** Settings of postgresql.conf for this start. */
  settings?: Readonly<Record<string, string>>;
}

const appName = 'muster';

/**
 * Starts the Postgres that comes with the npm package, or joins the one already running on the same folder.
 * Data survives `kill -9` of anything. The password is made on first use and kept beside the data, mode 600.
 * @throws with the last lines of Postgres's log when it does not start
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const account = await findAccount();
  const home = await openHome(options.dataFolder, account);
  const password = await readPassword(home);
  const binaries = await findBinaries(account);
  const cluster: Cluster = { home, binaries, account, password, settings: options.settings ?? {} };
  const running = await findRunning(cluster);
  if (running === null) await initialise(cluster);
  const postmaster = running ?? (await start(cluster));
  const urlOf = (user: string, database: string) =>
    `postgresql://${user}:${password}@127.0.0.1:${postmaster.port}/${database}`;
  const adminUrl = urlOf(superuser, 'postgres');
  const watch = await connect(adminUrl, postmaster);
  await prepare(watch, password);
  const owner = await becomeOwner(home, postmaster.pid);
  let stopping = false;
  const lost = new Promise<void>((resolve) => {
    watch.once('end', () => {
      if (!stopping) resolve();
    });
  });
  return {
    url: urlOf(appName, appName),
    adminUrl,
    port: postmaster.port,
    notice: home.notice,
    reused: running !== null,
    lost,
    async stop() {
      if (stopping) return;
      stopping = true;
      await watch.end().catch(() => undefined);
      if (!owner) return;
      if (await isPostmaster(postmaster.pid, home.data)) await stop(cluster);
      await dropOwner(home);
    },
  };
}

/** Connects as soon as Postgres answers: one that was killed replays its log first. */
async function connect(url: string, postmaster: Postmaster): Promise<Client> {
  for (;;) {
    const client = new Client({ connectionString: url });
    // The connection is our watch on Postgres: its end is noticed through `end`, an error says nothing more.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      const code = (error as { code?: string }).code;
      const passing = code === '57P03' || code === 'ECONNREFUSED' || code === 'ECONNRESET';
      if (!passing || !isAlive(postmaster.pid)) throw error;
      await delay(50);
    }
  }
}

async function prepare(client: Client, password: string): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [appName]);
  if (found.rowCount !== 0) return;
  await client.query(`do $$ begin create role ${appName} login; exception when duplicate_object then null; end $$`);
  await client.query(`alter role ${appName} password '${password}'`);
  await client.query(`create database ${appName} owner ${appName}`);
}
