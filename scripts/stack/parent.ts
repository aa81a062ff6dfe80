import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Resolves when npm, which started this script, is gone: npm passes no signal on through the shell it puts between, and
 * nothing would be left to stop us. Never resolves when not started by npm: then ending the parent means nothing.
 */
export function npmIsGone(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  if (env.npm_lifecycle_event === undefined || process.platform === 'win32') return new Promise(() => undefined);
  const shell = process.ppid;
  const npm = parentOf(shell);
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (process.ppid === shell && (npm === null || parentOf(shell) === npm)) return;
      clearInterval(timer);
      resolve();
    }, 1000);
    timer.unref();
  });
}

/** The parent of a process; null where that cannot be learnt. */
function parentOf(pid: number): number | null {
  try {
    const text =
      process.platform === 'linux'
        ? // After the name in parentheses, which may hold anything: state, then parent.
          readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) \S+ (\d+) [\s\S]*$/, '$1')
        : execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' });
    const parent = Number(text);
    return Number.isInteger(parent) && parent > 0 ? parent : null;
  } catch {
    return null;
  }
}
