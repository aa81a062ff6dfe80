import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { type Counts, withExit } from './counts';

export interface Suite {
  /** Program of node_modules/.bin and its arguments. */
  command: readonly [string, ...string[]];
  /** File the program writes its JSON report to. */
  report: string;
  env?: Readonly<Record<string, string>>;
  count(report: unknown): Counts;
}

/** Runs a test program, its output shown, and reads the counts from its report. */
export async function runSuite({ command: [program, ...args], report, env, count }: Suite): Promise<Counts> {
  await rm(report, { force: true });
  const exitCode = await new Promise<number>((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
      env: { ...process.env, ...env },
    });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
  const text = await readFile(report, 'utf8').catch(() => null);
  return withExit(text === null ? null : count(JSON.parse(text)), exitCode);
}
