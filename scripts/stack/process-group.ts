import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const preload = new URL('./with-parent.mjs', import.meta.url).href;
const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ProcessOptions {
  /** Shown when it ends. */
  name: string;
  /** TypeScript file to run, from the project's folder. */
  file: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Start again when a source file changes. */
  watch?: boolean;
}

/** The long-running processes of a stack: when one ends, all should; they stop in the reverse order of starting. */
export class ProcessGroup {
  /** Resolves with a sentence when a process ends without being asked to. */
  readonly lost: Promise<string>;
  private reportLost: (reason: string) => void = () => undefined;
  private readonly running: { name: string; child: ChildProcess }[] = [];
  private stopping = false;

  constructor() {
    this.lost = new Promise((resolve) => {
      this.reportLost = resolve;
    });
  }

  /** Starts a process whose output goes to ours. */
  start({ name, file, args = [], env = {}, watch = false }: ProcessOptions): void {
    const node = watch ? ['--watch-preserve-output', '--watch'] : [];
    const child = spawn(process.execPath, [...node, '--import', 'tsx', '--import', preload, file, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // A session of its own: Ctrl-C reaches the start script only, which stops the others in order.
      detached: process.platform !== 'win32',
    });
    this.running.push({ name, child });
    child.once('error', (error) => this.reportLost(`The ${name} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      if (!this.stopping) this.reportLost(`The ${name} ended with ${signal ?? `code ${code}`}.`);
    });
  }

  /** Asks every process to end, the last started first; what is still there after `graceMs` is killed. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    for (const { child } of this.running.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    }
  }
}
