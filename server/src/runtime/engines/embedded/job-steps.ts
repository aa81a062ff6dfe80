import { backoff, type Json } from '@muster/schema';
import { GiveUp, RetryLater, type StepTools } from '../../step-tools';
import type { Claim, EngineJobs, StepRecord, Woken } from './engine-jobs';
import type { JobExecution } from './job-execution';

export interface StepDeps {
  jobs: Pick<EngineJobs, 'finishStep' | 'waitStep' | 'sendEvents'>;
  /** The function's: failures of a step beyond its first that are tried again. */
  retries: number;
  /** First back-off for faults of the surroundings; doubles with each. */
  backoffMs: number;
  /** A shorter wait between two tries is not written down. */
  parkAfterMs: number;
  /** Makes the child whose end settles the step; false when the claim is gone. */
  invoke(claim: Claim, stepId: string, call: { functionId: string; data: Json }): Promise<boolean>;
  deliver(woken: Woken[]): void;
}

type Work = (attempt: { number: number }) => Promise<Json>;
/** Its recorded result, or how long to wait for the next try. */
type Tried = { result: Json } | { delayMs: number; attempts: number };

function resultOf(step: StepRecord): Json {
  if (step.status === 'FAILED') throw new GiveUp(step.error ?? 'the step failed');
  return step.result;
}

/** The durable steps a job's handler asks for: each is recorded once, and answers what is recorded. */
export function createJobSteps(execution: JobExecution, deps: StepDeps): StepTools {
  const { job } = execution;
  const steps = new Map(job.steps.map((step) => [step.stepId, step]));
  let hasProgress = job.claims <= 1;

  const recorded = (stepId: string): StepRecord | null => {
    const step = steps.get(stepId);
    return step && step.status !== 'PENDING' ? step : null;
  };

  async function finishStep(stepId: string, kind: string, end: { result: Json } | { error: string }): Promise<Json> {
    const progress = !hasProgress;
    hasProgress = true;
    const ended = { stepId, kind, progress, ...end };
    const step = await execution.persist(() => deps.jobs.finishStep(execution.claim, ended));
    steps.set(stepId, step);
    return resultOf(step);
  }

  /** Writes down that a step waits. */
  const waitStep = (step: Parameters<EngineJobs['waitStep']>[1]) =>
    execution.whileActive(() => execution.persist(() => deps.jobs.waitStep(execution.claim, step)));

  /** One try of a step's work. */
  const attempt = (stepId: string, attempts: number, work: Work): Promise<Tried> =>
    execution.whileActive(async () => {
      let result: Json;
      try {
        result = await work({ number: attempts });
      } catch (error) {
        if (execution.isOver) return execution.late();
        if (error instanceof RetryLater) return { delayMs: error.delayMs, attempts };
        const message = error instanceof Error ? error.message : String(error);
        if (error instanceof GiveUp || attempts >= deps.retries) {
          return { result: await finishStep(stepId, 'run', { error: message }) };
        }
        return { delayMs: backoff(deps.backoffMs, attempts + 1), attempts: attempts + 1 };
      }
      if (execution.isOver) return execution.late();
      return { result: await finishStep(stepId, 'run', { result: result ?? null }) };
    });

  async function run(stepId: string, work: Work): Promise<Json> {
    if (execution.isOver) return execution.late();
    const known = recorded(stepId);
    if (known) return resultOf(known);
    const pending = steps.get(stepId);
    let attempts = pending?.attempts ?? 0;
    if (pending?.wakeInMs && pending.wakeInMs > 0) await execution.wait(stepId, pending.wakeInMs);
    for (;;) {
      const tried = await attempt(stepId, attempts, work);
      if ('result' in tried) return tried.result;
      const { delayMs } = tried;
      attempts = tried.attempts;
      if (delayMs > deps.parkAfterMs) await waitStep({ stepId, kind: 'run', wakeInMs: delayMs, attempts });
      await execution.wait(stepId, delayMs);
    }
  }

  async function sleep(stepId: string, milliseconds: number): Promise<void> {
    if (execution.isOver) return execution.late();
    const pending = steps.get(stepId);
    const wakeInMs = pending ? (pending.wakeInMs ?? 0) : milliseconds;
    if (!pending) await waitStep({ stepId, kind: 'sleep', wakeInMs });
    if (wakeInMs > 0) await execution.wait(stepId, wakeInMs);
  }

  async function waitForEvent(stepId: string, wait: Parameters<StepTools['waitForEvent']>[1]): Promise<Json> {
    if (execution.isOver) return execution.late();
    const known = recorded(stepId);
    if (known) return resultOf(known);
    const pending = steps.get(stepId);
    const { event, match, timeoutMs } = wait;
    const wakeInMs = pending ? (pending.wakeInMs ?? 0) : timeoutMs;
    if (!pending) await waitStep({ stepId, kind: 'event', wakeInMs, wait: { event, match } });
    const delivered = await execution.wait(stepId, Math.max(0, wakeInMs));
    if (delivered) return resultOf(delivered);
    // Too late, unless the event is there after all: what is recorded first counts.
    return execution.whileActive(() => finishStep(stepId, 'event', { result: null }));
  }

  async function invoke(stepId: string, call: { functionId: string; data: Json }): Promise<Json> {
    if (execution.isOver) return execution.late();
    const known = recorded(stepId);
    if (known) return resultOf(known);
    const waited = execution.wait(stepId, null);
    if (!steps.has(stepId)) {
      await execution.whileActive(() => execution.persist(() => deps.invoke(execution.claim, stepId, call)));
    }
    return resultOf((await waited) as StepRecord);
  }

  async function sendEvent(stepId: string, events: Parameters<StepTools['sendEvent']>[1]): Promise<void> {
    await run(stepId, async () => {
      deps.deliver(await deps.jobs.sendEvents(events));
      return null;
    });
  }

  return {
    run: run as StepTools['run'],
    sleep,
    waitForEvent: waitForEvent as StepTools['waitForEvent'],
    invoke: invoke as StepTools['invoke'],
    sendEvent,
  };
}
