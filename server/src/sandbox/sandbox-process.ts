import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { setPriority } from 'node:os';
import { createFrameReader, encodeFrame } from './frames';

/** How a task ended. `detail` is for a log. */
export type SandboxOutcome =
  | { kind: 'answered'; text: string }
  | { kind: 'timeout' }
  | { kind: 'out of memory' }
  | { kind: 'crashed'; detail: string };

/** What a child says of a task: how it ended, and whether the child may be used again. */
export interface TaskEnd {
  outcome: SandboxOutcome;
  reusable: boolean;
}

const outOfMemory = /out of memory|allocation failed|failed to allocate|bad_alloc|invalid size error/i;
/** Of what a child writes to its error output. */
const keptOutput = 8192;
/** Between the end of a task's time and its verdict. */
const readingMs = 100;
/** A child that has not loaded its entry by then never will. */
const startMs = 30_000;
/** The server goes before its children when both want a processor. */
const niceness = 15;

/** What a death, or an error a task threw, says of the task. */
const judge = (detail: string): SandboxOutcome =>
  outOfMemory.test(detail) ? { kind: 'out of memory' } : { kind: 'crashed', detail: detail.slice(0, 500).trim() };

/** One child, and the one task it has at a time. */
export class SandboxProcess {
  /** Resolves to true when the child takes tasks, to false when it ended before. */
  readonly ready: Promise<boolean>;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
  readonly #child: ChildProcess;
  readonly #channel: Socket;
  #errors = '';
  #used = false;
  #finish: ((end: TaskEnd) => void) | null = null;
  /** Why we killed it, if we did. */
  #verdict: SandboxOutcome | null = null;

  constructor(child: ChildProcess, maxAnswerBytes: number) {
    this.#child = child;
    this.#channel = child.stdio[3] as Socket;
    let sayReady: (ready: boolean) => void;
    this.ready = new Promise((resolve) => {
      const timer = setTimeout(() => this.kill(), startMs);
      sayReady = (ready) => {
        clearTimeout(timer);
        resolve(ready);
      };
    });
    const read = createFrameReader(
      maxAnswerBytes,
      (text) => (text === 'r' ? sayReady(true) : this.#answer(text)),
      () => this.#kill({ kind: 'crashed', detail: `an answer of more than ${maxAnswerBytes} bytes` }),
    );
    this.#channel.on('data', read);
    // A channel that breaks says no more than the end of the process, which follows.
    this.#channel.on('error', () => undefined);
    child.stderr?.on('data', (chunk: Buffer) => {
      if (this.#errors.length < keptOutput) this.#errors += chunk.toString('utf8', 0, keptOutput);
    });
    this.gone = new Promise((resolve) => {
      const end = (how: string) => {
        sayReady(false);
        this.#settle({ outcome: this.#verdict ?? judge(`${how} ${this.#errors}`), reusable: false });
        resolve();
      };
      child.on('error', (error) => end(error.message));
      // Not `exit`: by now its error output has been read.
      child.on('close', (code, signal) => end(signal ?? `exit code ${code}`));
    });
    if (child.pid !== undefined) {
      try {
        setPriority(child.pid, niceness);
      } catch {
        // It has ended already; `gone` says so.
      }
    }
  }

  /** Whether it has had a task. */
  get isUsed(): boolean {
    return this.#used;
  }

  /** For tests and logs. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** What it wrote to its error output, the beginning. */
  get errors(): string {
    return this.#errors;
  }

  /** Gives the child its task; it must be ready and have none. */
  async run(text: string, timeoutMs: number): Promise<TaskEnd> {
    this.#used = true;
    this.#hold(true);
    // If this process was busy itself, the answer may be there, unread: there is a moment to read it.
    let timer = setTimeout(() => {
      timer = setTimeout(() => this.#kill({ kind: 'timeout' }), readingMs);
    }, timeoutMs);
    try {
      return await new Promise<TaskEnd>((resolve) => {
        this.#finish = resolve;
        this.#channel.write(encodeFrame(text));
      });
    } finally {
      clearTimeout(timer);
      this.unref();
    }
  }

  /** Ends the child at once; `gone` resolves when it is done. */
  kill(): void {
    this.#hold(true);
    this.#child.kill('SIGKILL');
  }

  /** While it is held, this process does not end by itself. */
  #hold(on: boolean): void {
    for (const handle of [this.#child, this.#channel, this.#child.stderr as Socket | null]) {
      if (on) handle?.ref();
      else handle?.unref();
    }
  }

  /** Lets this process end although the child is there. */
  unref(): void {
    this.#hold(false);
  }

  #kill(verdict: SandboxOutcome): void {
    this.#verdict = verdict;
    this.kill();
  }

  #answer(text: string): void {
    // It is being killed: what it still says comes too late.
    if (this.#verdict) return;
    const rest = text.slice(1);
    const kind = text[0];
    const outcome: SandboxOutcome = kind === 'e' ? judge(rest) : { kind: 'answered', text: rest };
    this.#settle({ outcome, reusable: kind !== 'x' });
  }

  #settle(end: TaskEnd): void {
    const finish = this.#finish;
    this.#finish = null;
    finish?.(end);
  }
}
