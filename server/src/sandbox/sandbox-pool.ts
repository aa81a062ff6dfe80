import { availableParallelism } from 'node:os';
import { launch } from './launch';
import { type SandboxOutcome, SandboxProcess } from './sandbox-process';
import { Turns } from './turns';

export interface SandboxPoolOptions {
  /** A plain JavaScript module whose `handle(text)` returns a text, or `{ text, retire }`. */
  entry: URL;
  /** Children at most; one more than there are processors, from 3 to 5, when absent. */
  processes?: number;
  /** V8's heap in a child; 128. */
  memoryMb?: number;
  /** Processor time a child may use in its life before the system ends it; 120. It is replaced at half of it. */
  cpuSeconds?: number;
  /** Longest answer; 16 MB. */
  maxAnswerBytes?: number;
  /** How long a child is kept without work; one that has had none stays. 30,000 ms. */
  idleMs?: number;
  /** For Node, such as `--disallow-code-generation-from-strings`. */
  nodeArguments?: readonly string[];
}

export interface SandboxTask {
  workspaceId: string;
  /** Makes the text for the child; called when one is free, so that waiting work holds no copy of it. */
  task: () => string;
  /** From the moment the child has the task; then it is killed. */
  timeoutMs: number;
  /** Takes the task out of the queue. A task that has begun goes on to its end. */
  signal?: AbortSignal | undefined;
}

export interface SandboxPool {
  /** Rejects with what `task()` threw, with the signal's reason, or because the pool is closed or cannot start children. */
  run(task: SandboxTask): Promise<SandboxOutcome>;
  /** Process ids of the children, for tests and logs. */
  pids(): number[];
  /** Ends the children; whatever waits or runs is rejected. */
  close(): Promise<void>;
}

interface Job extends SandboxTask {
  /** False after a second chance, and when nobody waits for the answer any more. */
  mayRetry: boolean;
  resolve(outcome: SandboxOutcome): void;
  reject(reason: unknown): void;
}

interface IdleChild {
  child: SandboxProcess;
  since: number;
}

/** Starts that may fail one after another before waiting work is given up. */
const maxFailedStarts = 3;
/** What Node 24 reserves before it has done anything, with room to spare. */
const addressSpaceOfNode = 1536;

/** A pool of children that may die; the law is in this folder's README. They are started when work comes. */
export function createSandboxPool(options: SandboxPoolOptions): SandboxPool {
  const { entry, memoryMb = 128, cpuSeconds = 120, maxAnswerBytes = 16_000_000, idleMs = 30_000 } = options;
  const processes = options.processes ?? Math.max(3, Math.min(5, availableParallelism() + 1));
  const turns = new Turns<Job>({ processes });
  const all = new Set<SandboxProcess>();
  const idle: IdleChild[] = [];
  const running = new Set<Job>();
  let starting = 0;
  let failedStarts = 0;
  // Given up when children do not start under it: a platform may reserve more than we know.
  let limitAddressSpace = true;
  let closed = false;

  async function start(): Promise<void> {
    starting += 1;
    const addressSpaceMb = limitAddressSpace ? addressSpaceOfNode + 2 * memoryMb : null;
    const nodeArguments = options.nodeArguments ?? [];
    const child = new SandboxProcess(
      launch({ entry, memoryMb, cpuSeconds, addressSpaceMb, nodeArguments }),
      maxAnswerBytes,
    );
    all.add(child);
    void child.gone.then(() => {
      all.delete(child);
      forget(child);
      pump();
    });
    const ready = await child.ready;
    starting -= 1;
    if (closed) return;
    if (ready) {
      failedStarts = 0;
      idle.push({ child, since: performance.now() });
      child.unref();
    } else {
      failedStarts += 1;
      if (limitAddressSpace && failedStarts > 1) limitAddressSpace = false;
      if (failedStarts > maxFailedStarts) giveUp(child.errors);
    }
    pump();
  }

  /** It takes no more tasks. */
  function forget(child: SandboxProcess): void {
    const place = idle.findIndex((one) => one.child === child);
    if (place >= 0) idle.splice(place, 1);
  }

  /** No child starts: what waits cannot be done here. The next call tries again. */
  function giveUp(detail: string): void {
    failedStarts = 0;
    for (const job of turns.clear()) job.reject(new Error(`No child of the sandbox starts: ${detail.slice(0, 500)}`));
  }

  /** Begins what may begin, and starts a child when one is wanted. */
  function pump(): void {
    while (!closed && idle.length > 0) {
      const job = turns.take();
      if (!job) return;
      void perform((idle.pop() as IdleChild).child, job);
    }
    const wanted = turns.hasTurn || (all.size === 0 && failedStarts === 0 && running.size === 0);
    if (!closed && wanted && starting === 0 && all.size < processes) void start();
  }

  async function perform(child: SandboxProcess, job: Job): Promise<void> {
    const begun = performance.now();
    let reusable = true;
    running.add(job);
    try {
      const end = await child.run(job.task(), job.timeoutMs);
      reusable = end.reusable;
      // A child that ended by itself may have been ended by someone else: the task gets a second chance, once.
      if (end.outcome.kind === 'crashed' && !reusable && job.mayRetry && !closed) {
        job.mayRetry = false;
        turns.addFirst(job.workspaceId, job);
      } else {
        job.resolve(end.outcome);
      }
    } catch (error) {
      job.reject(error);
    }
    running.delete(job);
    turns.release(job.workspaceId, performance.now() - begun);
    if (reusable) idle.push({ child, since: performance.now() });
    else child.kill();
    pump();
  }

  /** Children that were not needed for a while end, and give back what they hold; one that is unused stays warm. */
  const tidy = setInterval(() => {
    const longAgo = performance.now() - idleMs;
    for (const { child, since } of [...idle]) {
      if (since > longAgo || (all.size === 1 && !child.isUsed)) continue;
      forget(child);
      child.kill();
    }
  }, idleMs / 2);
  tidy.unref();

  return {
    async run({ signal, ...task }) {
      if (closed) throw new Error('The sandbox is closed.');
      signal?.throwIfAborted();
      let leave: (() => void) | undefined;
      try {
        return await new Promise<SandboxOutcome>((resolve, reject) => {
          const job: Job = { ...task, mayRetry: true, resolve, reject };
          leave = () => {
            job.mayRetry = false;
            turns.remove(job.workspaceId, job);
            reject(signal?.reason);
          };
          signal?.addEventListener('abort', leave, { once: true });
          turns.add(job.workspaceId, job);
          pump();
        });
      } finally {
        if (leave) signal?.removeEventListener('abort', leave);
      }
    },
    pids: () => [...all].flatMap(({ pid }) => pid ?? []),
    async close() {
      closed = true;
      clearInterval(tidy);
      for (const job of [...turns.clear(), ...running]) job.reject(new Error('The sandbox was closed.'));
      for (const child of all) child.kill();
      await Promise.all([...all].map(({ gone }) => gone));
    },
  };
}
