import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProgram } from './process';

/** Brings the whole product up as `npm start` does, with a data folder and ports of its own. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'muster-e2e-'));
  const [port, apiPort] = [await freePort(), await freePort()];
  const stack = await startProgram('scripts/start.ts', /^ready http/m, {
    PORT: String(port),
    API_PORT: String(apiPort),
    MUSTER_DATA: data,
    OPENAI_API_KEY: '',
    OPENAI_BASE_URL: '',
    DATABASE_URL: '',
    REDIS_URL: '',
  });
  process.env['MUSTER_E2E_URL'] = `http://localhost:${port}`;
  return async () => {
    await stack.stop();
    await rm(data, { recursive: true, force: true });
  };
}
