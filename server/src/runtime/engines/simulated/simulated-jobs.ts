import { type Json, valueAt } from '@muster/schema';
import type { EventPayload, Match } from '../../step-tools';

export type Settlement = { result: Json } | { error: string };

export interface SimulatedStep {
  settled: Settlement | null;
  attempts: number;
  /** Virtual time at which a sleep, a retry or a wait is due. */
  dueAt: number | null;
  wait: { event: string; match: Match } | null;
}

export interface SimulatedJob {
  id: string;
  functionId: string;
  data: Json;
  parent: { jobId: string; stepId: string } | null;
  state: 'open' | 'done' | 'failed' | 'cancelled';
  /** How its function ended; null while it is open. */
  end: Settlement | null;
  attempts: number;
  /** Not to be entered before; virtual time. */
  notBefore: number;
  steps: Map<string, SimulatedStep>;
  /** Steps whose work is under way in some call; empty after a crash. */
  inFlight: Set<string>;
}

/** What outlives a crash of the simulated engine: its jobs and its clock. */
export interface SimulatedWorld {
  /** Virtual time in milliseconds. */
  now: number;
  jobs: Map<string, SimulatedJob>;
}

export const createSimulatedWorld = (): SimulatedWorld => ({ now: 0, jobs: new Map() });

/** Adds a job unless one of this key is there. Null when it was. */
export function addJob(
  world: SimulatedWorld,
  key: string,
  functionId: string,
  data: Json,
  parent: SimulatedJob['parent'],
): SimulatedJob | null {
  if (world.jobs.has(key)) return null;
  const job: SimulatedJob = {
    id: key,
    functionId,
    data: structuredClone(data),
    parent,
    state: 'open',
    end: null,
    attempts: 0,
    notBefore: world.now,
    steps: new Map(),
    inFlight: new Set(),
  };
  world.jobs.set(key, job);
  return job;
}

/** Open steps that wait for this event. */
export function waitingFor(world: SimulatedWorld, event: EventPayload): { job: SimulatedJob; stepId: string }[] {
  const found: { job: SimulatedJob; stepId: string }[] = [];
  for (const job of world.jobs.values()) {
    if (job.state !== 'open') continue;
    for (const [stepId, { settled, wait }] of job.steps) {
      if (settled || wait?.event !== event.name) continue;
      if (JSON.stringify(valueAt(event.data, wait.match.path)) === JSON.stringify(wait.match.value))
        found.push({ job, stepId });
    }
  }
  return found;
}

/** The earliest virtual time at which something is due by itself. */
export function nextDue(world: SimulatedWorld): number | null {
  let next: number | null = null;
  const consider = (time: number | null) => {
    if (time !== null && time > world.now && (next === null || time < next)) next = time;
  };
  for (const job of world.jobs.values()) {
    if (job.state !== 'open') continue;
    consider(job.notBefore);
    for (const step of job.steps.values()) if (!step.settled) consider(step.dueAt);
  }
  return next;
}
