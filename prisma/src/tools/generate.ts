import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { schemaPath } from '../paths';

/**
 * `prisma generate`. Every command of Prisma's first fetches an engine that generating does not use; naming any
 * existing file as that engine skips it, so this works where only the npm registry can be reached.
 */
const folder = fileURLToPath(new URL('../..', import.meta.url));
const { status } = spawnSync('prisma', ['generate', '--schema', schemaPath], {
  cwd: folder,
  shell: process.platform === 'win32',
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: schemaPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    DO_NOT_TRACK: '1',
  },
});
process.exitCode = status ?? 1;
