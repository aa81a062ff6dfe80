import type { Json } from '@muster/schema';
import { GiveUp, RetryLater, type StepTools } from '../../runtime/step-tools';

/** Runs one function; `step` is that invocation's own. */
export type InlineHandler = (call: {
  functionId: string;
  data: Json;
  step: StepTools;
  signal: AbortSignal;
}) => Promise<Json>;

/** The process ends here, as far as a test is concerned. */
export class Crash extends Error {}

/**
 * The smallest thing that keeps the promises of `StepTools`: steps are memoised by invocation, `RetryLater` is waited out
 * in no time. `afterStep` may throw `Crash` once a step's work is done and before it is memoised; running the same
 * invocation again then resumes.
 */
export function createInlineEngine(handler: InlineHandler, afterStep: (job: string, step: string) => void = () => {}) {
  const memo = new Map<string, Json>();
  const delays: number[] = [];
  const steps: string[] = [];
  const atWork = new Set<Promise<unknown>>();

  async function memoised<T extends Json>(job: string, id: string, work: () => Promise<T>): Promise<T> {
    const key = `${job} ${id}`;
    if (!memo.has(key)) {
      const result = await work();
      afterStep(job, id);
      // What an engine keeps has gone through JSON.
      memo.set(key, JSON.parse(JSON.stringify(result ?? null)) as Json);
      steps.push(key);
    }
    return memo.get(key) as T;
  }

  async function attempt<T>(work: (attempt: { number: number }) => Promise<T>): Promise<T> {
    for (let number = 0; ; number += 1) {
      try {
        return await work({ number });
      } catch (error) {
        if (!(error instanceof RetryLater)) throw error;
        delays.push(error.delayMs);
      }
    }
  }

  async function run(job: string, functionId: string, data: Json, signal: AbortSignal): Promise<Json> {
    const unused = () => Promise.reject(new GiveUp('not needed by agents'));
    const step: StepTools = {
      run: (id, work) => memoised(job, id, () => attempt(work)),
      invoke: (id, call) =>
        memoised(job, id, () => run(`${job}/${id}`, call.functionId, call.data, signal)) as Promise<never>,
      sleep: unused,
      waitForEvent: unused,
      sendEvent: unused,
    };
    const work = handler({ functionId, data, step, signal });
    atWork.add(work);
    return work.finally(() => atWork.delete(work));
  }

  /** Resolves when what ran beside a crashed invocation has ended too. */
  async function settled(): Promise<void> {
    while (atWork.size > 0) await Promise.allSettled(atWork);
  }
  return { run, settled, delays, steps };
}
