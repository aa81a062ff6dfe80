import { spawn } from 'node:child_process';
import { StartError } from './settings';

/** Runs Turborepo tasks: what did not change since the last time is taken from its cache. Output is shown. */
export async function runTasks(...args: string[]): Promise<void> {
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn('turbo', ['run', ...args, '--no-update-notifier'], {
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
      env: {
        ...process.env,
        TURBO_TELEMETRY_DISABLED: '1',
        NEXT_TELEMETRY_DISABLED: '1',
        DO_NOT_TRACK: '1',
        // Turborepo repeats a heading for each task otherwise.
        TURBO_PRINT_VERSION_DISABLED: '1',
      },
    });
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new StartError(`Preparing failed (turbo run ${args.join(' ')}); the reason is above.`);
}
