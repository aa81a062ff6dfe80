import { spawn } from 'node:child_process';
import { CheckFailure } from './step';

/** Runs a program quietly. @throws CheckFailure with its output when it does not end well */
export async function runQuietly(command: string, ...args: string[]): Promise<string> {
  const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
    });
    let collected = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        collected += chunk;
      });
    }
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ code: exitCode, output: collected }));
  });
  if (code !== 0) throw new CheckFailure([output.trim() || `${command} ended with ${code}`]);
  return output;
}
