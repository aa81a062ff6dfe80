import { waitUntilReady } from './answers';
import { openDatabase, type StackDatabase } from './database';
import { npmIsGone } from './parent';
import { requireFreePort } from './ports';
import { ProcessGroup } from './process-group';
import { openUrl, reachNotes } from './reach';
import { loadEnvFile, missingParts, readSettings, StartError } from './settings';
import { runTasks } from './turbo';

/** `production` builds the web app and serves the build; `development` compiles pages when they are opened. */
export type StackMode = 'production' | 'development';

/**
 * Brings up everything, prints `ready <url>` when everything answers, and stays until it is told to stop (SIGINT,
 * SIGTERM) or a part ends. The exit code is 0 only when it was told to stop.
 */
export async function runStack(mode: StackMode): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const processes = new ProcessGroup();
  const starting = new AbortController();
  let database: StackDatabase | null = null;
  const told = new Promise<'told'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('told'));
    void npmIsGone(process.env).then(() => resolve('told'));
  });
  const work = async () => {
    loadEnvFile();
    const settings = readSettings(process.env);
    await requireFreePort(settings.webPort, 'PORT', 'the web app');
    await requireFreePort(settings.apiPort, 'API_PORT', 'the server');
    await runTasks('failure', 'generate');
    database = await openDatabase(settings, say);
    if (starting.signal.aborted) return;
    const ports = { PORT: String(settings.webPort), API_PORT: String(settings.apiPort) };
    const server = {
      ...ports,
      MUSTER_DATA: settings.dataFolder,
      DATABASE_URL: database.url,
      NODE_ENV: process.env.NODE_ENV || mode,
    };
    const watch = mode === 'development';
    processes.start({ name: 'server', file: 'server/src/main.ts', env: server, watch });
    if (mode === 'production') {
      say('Building the web app (only when it changed; a minute or two the first time) …');
      await runTasks('always', 'build', '--filter=@muster/web');
    }
    if (starting.signal.aborted) return;
    const web = { ...ports, DATABASE_URL: '', NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' };
    processes.start({ name: 'web app', file: 'web/server.ts', args: watch ? ['--dev'] : [], env: web });
    await waitUntilReady(settings, starting.signal);
    if (starting.signal.aborted) return;
    for (const line of [...missingParts(process.env), ...reachNotes(settings, process.env)]) say(line);
    say(`ready ${openUrl(settings)}`);
    await database.lost;
    throw new StartError('Postgres ended without being asked to; see postgres/postgres.log in the data folder.');
  };
  const lost = processes.lost.then((reason) => {
    throw new StartError(reason);
  });
  try {
    await Promise.race([told, work(), lost]);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${error instanceof StartError ? error.message : explain(error)}\n`);
  }
  starting.abort();
  await processes.stop(graceMs(process.env.MUSTER_SHUTDOWN_SECONDS));
  try {
    await (database as StackDatabase | null)?.stop();
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${explain(error)}\n`);
  }
  process.exit();
}

function explain(error: unknown): string {
  // Errors of ours say what to do; of others the stack tells where they come from.
  if (error instanceof Error && error.name === 'MigrationError') return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The server ends work in flight within MUSTER_SHUTDOWN_SECONDS (10); a little more before it is killed. */
function graceMs(seconds: string | undefined): number {
  const given = Number(seconds ?? 10);
  return (Number.isFinite(given) ? given : 10) * 1000 + 5000;
}
