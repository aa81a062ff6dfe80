import { UserError, type WorkspaceId } from '@muster/schema';
import { Piscina } from 'piscina';
import { createFairTurns } from '../../fair-queue/fair-turns';
import type { CompileAnswer, CompileTask } from './compile-task';
import type { GraphCompiler } from './graph-compiler';

interface LaneOptions {
  /** Memory of the thread, in MB. */
  memoryMb: number;
  /** Milliseconds without work after which the thread ends. */
  idleMs: number;
  /** Longest compilation, in milliseconds, with the time it takes to start the thread. */
  killMs: number;
  /** Graphs of one workspace that may wait, and of all. */
  waitingPerWorkspace: number;
  waiting: number;
}

/** Characters of JSON of a graph that goes with the small ones: about 600 nodes. */
const SMALL_GRAPH = 128 * 1024;

const smallLane: LaneOptions = {
  memoryMb: 256,
  idleMs: 300_000,
  killMs: 10_000,
  waitingPerWorkspace: 32,
  waiting: 512,
};
const largeLane: LaneOptions = { memoryMb: 1024, idleMs: 30_000, killMs: 30_000, waitingPerWorkspace: 4, waiting: 32 };

/**
 * Compiles in two threads, which start when they are first needed: one for small graphs, so that none waits behind
 * somebody's ten thousand nodes, and one for large ones. In each the workspaces take turns.
 */
export function createCompilerThreads(): GraphCompiler {
  const small = createLane(smallLane);
  const large = createLane(largeLane);
  return {
    compile: (workspaceId, task) => (task.graph.length <= SMALL_GRAPH ? small : large).compile(workspaceId, task),
    async close() {
      await Promise.all([small.close(), large.close()]);
    },
  };
}

function createLane({ memoryMb, idleMs, killMs, waitingPerWorkspace, waiting }: LaneOptions) {
  let pool: Piscina | null = null;
  // No queue inside the pool: the clock of a compilation starts when the thread has it.
  const turns = createFairTurns({ what: 'compilations', atOnce: 1, waitingPerOwner: waitingPerWorkspace, waiting });

  const open = (): Piscina => {
    pool ??= new Piscina({
      filename: new URL('./compile-worker.mjs', import.meta.url).href,
      name: 'runCompileTask',
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: idleMs,
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 16 },
    });
    return pool;
  };

  async function run(task: CompileTask): Promise<CompileAnswer> {
    const signal = AbortSignal.timeout(killMs);
    try {
      return (await open().run(task, { signal })) as CompileAnswer;
    } catch (cause) {
      if (!isKilled(cause, signal)) throw cause;
      const message = 'The graph took longer to compile, or more memory, than it may. Split it into smaller workflows.';
      throw new UserError('COMPILE_TIMEOUT', message, { path: ['graph'], cause });
    }
  }

  return {
    compile: (workspaceId: WorkspaceId, task: CompileTask) => turns.run(workspaceId, () => run(task)),
    async close() {
      await pool?.destroy();
      pool = null;
    },
  };
}

const isKilled = (cause: unknown, signal: AbortSignal): boolean =>
  signal.aborted || (cause as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY';
