import { createApp } from './composition/app';
import { openDatabase } from './composition/open-database';
import { ConfigError, readConfig } from './config/config';
import { createLogger } from './log/logger';

/** A part of a stack when a parent waits on the other end of a channel; otherwise the line is for a person. */
const announce = (url: string): void => {
  const line = process.connected ? `server listening on ${url}` : `ready ${url}`;
  process.stdout.write(`${line}\n`);
};

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger({ level: config.logLevel });
  const fail = (error: unknown, what: string): void => {
    log.fatal({ err: error }, what);
    // The log is written in one go; nothing after this can be trusted to be in order.
    log.flush(() => process.exit(1));
  };
  process.on('unhandledRejection', (error) => fail(error, 'an unhandled rejection'));
  process.on('uncaughtException', (error) => fail(error, 'an uncaught exception'));

  const database = await openDatabase(config, log);
  const app = await createApp({ config, log, databaseUrl: database.url });
  let stopping: Promise<void> | null = null;
  const stop = (signal: string): void => {
    // A second signal does not wait.
    if (stopping) process.exit(1);
    log.info({ signal }, 'stopping');
    stopping = app
      .stop()
      .then(() => database.stop())
      .then(
        () => process.exit(0),
        (error) => fail(error, 'could not stop in order'),
      );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  void database.lost.then(() => {
    if (!stopping) fail(new Error('Postgres ended'), 'the database is gone');
  });
  announce(await app.start());
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : describe(error)}\n`);
  process.exit(1);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `${error.message}. Stop what listens there, or choose another port with API_PORT.`;
  return error.name === 'MigrationError' ? error.message : (error.stack ?? error.message);
}
