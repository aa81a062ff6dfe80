import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProgram } from './process';

/** A whole product of its own, running. */
export interface Stack {
  /** Where a person opens it, such as `http://localhost:40123`. */
  origin: string;
  /** Everything it keeps is in this folder. */
  data: string;
  /** Everything it has printed so far. */
  output(): string;
  /** Resolves when it is over, by itself or because it was stopped. */
  ended: Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** Brings the whole product up as `npm start` does, on free ports, with the offline model and its own data folder. */
export async function startStack(settings: Record<string, string> = {}): Promise<Stack> {
  const data = await mkdtemp(join(tmpdir(), 'muster-e2e-'));
  // As root, Postgres runs under an account of its own, which must be able to pass through.
  await chmod(data, 0o711);
  const [port, apiPort] = [await freePort(), await freePort()];
  const remove = (): Promise<void> => rm(data, { recursive: true, force: true });
  const stack = await startProgram('scripts/start.ts', /^ready http/m, {
    PORT: String(port),
    API_PORT: String(apiPort),
    MUSTER_DATA: data,
    // Slow enough that a person, or a browser on a busy machine, sees words being written.
    MUSTER_OFFLINE_DELAY_MS: '40',
    OPENAI_API_KEY: '',
    OPENAI_BASE_URL: '',
    MUSTER_SMTP_URL: '',
    DATABASE_URL: '',
    REDIS_URL: '',
    ...settings,
  }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    origin: `http://localhost:${port}`,
    data,
    output: stack.output,
    ended: stack.ended,
    stop: async () => {
      await stack.stop();
      await remove();
    },
  };
}
