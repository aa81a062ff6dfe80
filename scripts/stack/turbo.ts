import { spawn } from 'node:child_process';
import { StartError } from './settings';

/**
 * Runs Turborepo tasks: what did not change since the last time is taken from its cache.
 * @param show `always` for what takes long, `failure` for what does not
 */
export async function runTasks(show: 'always' | 'failure', ...args: string[]): Promise<void> {
  const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn('turbo', ['run', ...args, '--no-update-notifier'], {
      stdio: ['ignore', show === 'always' ? 'inherit' : 'pipe', show === 'always' ? 'inherit' : 'pipe'],
      shell: process.platform === 'win32',
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    });
    let collected = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        collected += chunk;
      });
    }
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ code: exitCode, output: collected }));
  });
  if (code === 0) return;
  process.stderr.write(output);
  throw new StartError(`Preparing failed (turbo run ${args.join(' ')}); the reason is above.`);
}
