import { backoff, type Json, OperationalError } from '@muster/schema';
import { type Engine, type FunctionSource, GiveUp, isStartable, runIdOf } from '../../step-tools';
import { seededRandom } from './random';
import { type EntryHost, SimulatedEntry } from './simulated-entry';
import { addJob, nextDue, type Settlement, type SimulatedJob, type SimulatedWorld, waitingFor } from './simulated-jobs';

/** Probabilities of what goes wrong, each per step or per entry. */
export interface SimulatedFaults {
  seed: number;
  /** The whole process ends after a step's work, before or after it is recorded. */
  killAfterStep?: number;
  /** A job is entered twice at the same time. */
  deliverTwice?: number;
  /** A handler's call ends after a step, and the rest comes in another. */
  breakOff?: number;
}

export interface SimulatedEngineOptions {
  source: FunctionSource;
  /** What outlives crashes; the same one for an engine that takes over. */
  world: SimulatedWorld;
  faults?: SimulatedFaults;
  /** Real milliseconds of quiet before the clock jumps more than a minute: time for somebody to send an event; 0. */
  patienceMs?: number;
}

const FAR_MS = 60_000;

export interface SimulatedEngine extends Engine {
  /** Ends everything under way at once, as `kill -9` would. */
  crash(): void;
}

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * An engine in memory. Its time is virtual: when nothing is under way the clock jumps to what is due next. Faults come
 * from a seed, so a failing run can be repeated.
 */
export function createSimulatedEngine(options: SimulatedEngineOptions): SimulatedEngine {
  const { source, world, faults = { seed: 1 }, patienceMs = 0 } = options;
  const { killAfterStep = 0, deliverTwice = 0, breakOff = 0 } = faults;
  const random = seededRandom(faults.seed);
  let entries = new Set<SimulatedEntry>();
  let open = false;
  let wake: () => void = () => {};
  let nudged = false;

  const nudge = () => {
    nudged = true;
    wake();
  };

  /** The process ends, and another takes over at once. */
  function restart(): void {
    for (const entry of entries) entry.kill('the process ended');
    entries = new Set();
    for (const job of world.jobs.values()) job.inFlight.clear();
    nudge();
  }

  function settle(job: SimulatedJob, stepId: string, end: Settlement): Settlement {
    const step = job.steps.get(stepId);
    if (!step) return end;
    const dies = random() < killAfterStep;
    const recordedFirst = random() < 0.5;
    if (!dies || recordedFirst) step.settled ??= end;
    if (dies) restart();
    else deliver(job, stepId);
    return step.settled ?? end;
  }

  function deliver(job: SimulatedJob, stepId: string): void {
    const settled = job.steps.get(stepId)?.settled ?? null;
    for (const entry of entries) if (entry.job === job) entry.waits.get(stepId)?.(settled);
    nudge();
  }

  function endJob(job: SimulatedJob, end: Settlement): void {
    if (job.state !== 'open') return;
    job.state = 'error' in end ? 'failed' : 'done';
    job.end = end;
    const parent = job.parent && world.jobs.get(job.parent.jobId);
    const step = job.parent && parent?.steps.get(job.parent.stepId);
    if (!job.parent || !parent || !step) return;
    step.settled ??= end;
    deliver(parent, job.parent.stepId);
  }

  function sendEvent(event: { name: string; data: Json }): void {
    for (const { job, stepId } of waitingFor(world, event)) {
      const step = job.steps.get(stepId);
      if (step) step.settled = { result: structuredClone(event) as Json };
      deliver(job, stepId);
    }
  }

  async function runOf(job: SimulatedJob): Promise<string | null> {
    const fn = await source(job.functionId);
    return fn && runIdOf(fn, job.data);
  }

  const host: EntryHost = {
    world,
    settle,
    invoke(job, stepId, { functionId, data }) {
      if (addJob(world, `${job.id}/${stepId}`, functionId, data, { jobId: job.id, stepId })) nudge();
    },
    sendEvent,
    released: deliver,
    breaksOff: () => random() < breakOff,
    nudge,
  };

  async function enter(job: SimulatedJob, isDuplicate: boolean): Promise<void> {
    const fn = await source(job.functionId);
    if (!fn) return endJob(job, { error: `there is no function ${job.functionId}` });
    if (!open || job.state !== 'open') return;
    const entry = new SimulatedEntry(job, fn, host, isDuplicate);
    entries.add(entry);
    const end = await entry.call();
    entries.delete(entry);
    if (!('thrown' in end)) endJob(job, end);
    else if (end.thrown instanceof GiveUp || job.attempts >= fn.retries) {
      endJob(job, { error: String((end.thrown as Error).message ?? end.thrown) });
    } else {
      job.attempts += 1;
      job.notBefore = world.now + backoff(1_000, job.attempts);
    }
    nudge();
  }

  const isEntered = (job: SimulatedJob) => [...entries].some((entry) => entry.job === job && !entry.isOver);

  /** Jobs that nobody is at, and that were not entered since they last had something to do. */
  async function enterReady(): Promise<void> {
    for (const entry of entries) if (entry.isOver && entry.active === 0) entries.delete(entry);
    const ready = [...world.jobs.values()].filter(
      (job) => job.state === 'open' && job.notBefore <= world.now && !isEntered(job),
    );
    for (const job of ready) {
      void enter(job, false);
      if (random() < deliverTwice) void enter(job, true);
    }
    if (ready.length > 0) await tick();
  }

  function fireDue(): void {
    for (const entry of entries) {
      for (const [stepId, resolve] of entry.waits) {
        const step = entry.job.steps.get(stepId);
        if (step?.settled || (step?.dueAt !== null && step && step.dueAt <= world.now)) resolve(step.settled);
      }
    }
  }

  /** False as soon as something happens; true after `milliseconds` (null: never) without anything. */
  async function staysQuiet(milliseconds: number | null): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (nudged) resolve();
      if (milliseconds !== null) timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
    return !nudged;
  }

  async function loop(): Promise<void> {
    while (open) {
      nudged = false;
      await enterReady();
      fireDue();
      // Everything in memory settles within a few turns; what does not is work under way.
      for (let turn = 0; turn < 3; turn++) await tick();
      if (nudged || !open) continue;
      const isIdle = [...entries].every(({ active }) => active === 0);
      const due = isIdle ? nextDue(world) : null;
      const isFar = due !== null && due - world.now > FAR_MS && patienceMs > 0;
      if (due !== null && (!isFar || (await staysQuiet(patienceMs)))) world.now = due;
      else if (due === null) await staysQuiet(null);
    }
  }

  function stop(): void {
    open = false;
    restart();
  }

  return {
    name: 'simulated',
    async open() {
      open = true;
      void loop();
    },
    async start({ key, functionId, data }) {
      const fn = await source(functionId);
      if (fn && !isStartable(fn)) throw new OperationalError('INTERNAL', `function ${functionId} is only invoked`);
      if (addJob(world, key, functionId, data, null)) nudge();
    },
    async sendEvent(event) {
      sendEvent(event);
    },
    async cancel(runId) {
      // Jobs that are made meanwhile come last, and are found as well.
      for (const job of world.jobs.values()) {
        if (job.state !== 'open' || (await runOf(job)) !== runId) continue;
        job.state = 'cancelled';
        for (const entry of entries) if (entry.job === job) entry.kill('the run was cancelled');
      }
      nudge();
    },
    async lost(runIds) {
      const openJobs = [...world.jobs.values()].filter(({ state }) => state === 'open');
      const alive = new Set(await Promise.all(openJobs.map(runOf)));
      return runIds.filter((runId) => !alive.has(runId));
    },
    async close(graceMs) {
      const until = Date.now() + graceMs;
      while ([...entries].some(({ active }) => active > 0) && Date.now() < until) await tick();
      stop();
    },
    crash: stop,
  };
}
