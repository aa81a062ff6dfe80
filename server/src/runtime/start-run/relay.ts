import { backoff, type RunId, type VersionId } from '@muster/schema';
import type { RuntimeLog } from '../ports';
import type { Engine } from '../step-tools';
import { outboxId, type RunIntake } from './run-intake';

const LEASE_MS = 30_000;
const BATCH = 50;

export interface Relay {
  start(): void;
  /** Tells the engine of a run that was just accepted; what fails here is tried again by the relay. */
  handOver(runId: RunId, versionId: VersionId): void;
  stop(): Promise<void>;
}

/** Tells the engine of accepted runs until it knows them. The engine takes the same run any number of times (R7). */
export function createRelay(intake: RunIntake, engine: Engine, log: RuntimeLog, everyMs: number): Relay {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let busy: Promise<unknown> = Promise.resolve();
  const underWay = new Set<Promise<void>>();
  /** Entries the engine knows, to be removed together. */
  let known: string[] = [];

  const tell = (runId: RunId, versionId: VersionId) =>
    engine.start({ key: runId, functionId: `${versionId}.main`, data: { runId } });

  async function removeKnown(): Promise<void> {
    const ids = known;
    known = [];
    if (ids.length > 0) await intake.removeOutbox(ids);
  }

  async function relay(): Promise<void> {
    await removeKnown();
    for (;;) {
      const entries = await intake.takeOutbox(BATCH, LEASE_MS);
      for (const { id, runId, versionId, attempts } of entries) {
        try {
          await tell(runId, versionId);
          known.push(id);
        } catch (error) {
          log.warn({ err: error, runId }, 'the engine could not be told of a run yet');
          await intake.retryOutbox(id, backoff(1_000, attempts + 1, 60_000));
        }
      }
      await removeKnown();
      if (entries.length < BATCH || !running) return;
    }
  }

  function turn(): void {
    busy = relay()
      .catch((error: unknown) => log.warn({ err: error }, 'the outbox could not be read'))
      .finally(() => {
        if (running) timer = setTimeout(turn, everyMs);
      });
  }

  async function handOver(runId: RunId, versionId: VersionId): Promise<void> {
    try {
      await tell(runId, versionId);
      known.push(outboxId(runId));
      if (known.length >= BATCH) await removeKnown();
    } catch (error) {
      log.warn({ err: error, runId }, 'the engine could not be told of a run at once');
    }
  }

  return {
    start() {
      running = true;
      turn();
    },
    handOver(runId, versionId) {
      const task = handOver(runId, versionId).finally(() => underWay.delete(task));
      underWay.add(task);
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      await Promise.allSettled([busy, ...underWay]);
      await removeKnown().catch((error: unknown) => log.warn({ err: error }, 'the outbox could not be cleared'));
    },
  };
}
