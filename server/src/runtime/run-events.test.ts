import { newId, type RunEvent, type RunId, type WorkspaceId } from '@muster/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryBus } from './bus/memory-bus';
import { runEvents } from './run-events';
import type { EventBus } from './run-store';
import { createMemoryRunIntake } from './start-run/memory-run-intake';
import { createMemoryRunStore, type StoredRun } from './store/memory-run-store';
import { withoutTrigger } from './testing/run-origin';

async function world(bus: EventBus = createMemoryBus()) {
  const runs = new Map<RunId, StoredRun>();
  const store = createMemoryRunStore(runs, bus);
  const { runId } = await createMemoryRunIntake(runs).accept({
    workspaceId: 'w' as WorkspaceId,
    workflowId: newId('workflow'),
    versionId: newId('version'),
    ...withoutTrigger,
    input: null,
    pins: {},
  });
  const step = (nodeId: string) =>
    store.finishNodes([{ runId, nodeId, iteration: '', status: 'SKIPPED', ports: [], output: null }]);
  const end = () => store.finishRun(runId, { status: 'SUCCEEDED', output: 1 });
  return { bus, store, runId, step, end };
}

const token = (runId: RunId, text: string): RunEvent => ({
  runId,
  seq: null,
  type: 'agent.token',
  nodeId: 'a',
  iteration: '',
  at: new Date(0).toISOString(),
  data: { member: 'a', name: 'A', role: 'tech-lead', text, turn: 1, attempt: 1, index: 0 },
});

async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}
const seqs = (events: RunEvent[]) => events.map(({ seq }) => seq);
const upTo = (n: number, from = 1) => Array.from({ length: n - from + 1 }, (_, index) => from + index);

/** A bus that loses, repeats and reorders by the numbers it is given. */
function badBus(faults: number[]): EventBus {
  const bus = createMemoryBus();
  let turn = 0;
  let held: RunEvent[] = [];
  return {
    ...bus,
    publish(event) {
      const fault = faults[turn++ % faults.length] ?? 0;
      if (fault === 1) return;
      if (fault === 2) held.push(event);
      else {
        bus.publish(event);
        if (fault === 3) bus.publish(event);
        for (const late of held) bus.publish(late);
        held = [];
      }
    },
  };
}

describe('runEvents', () => {
  it('replays what is stored, goes on live and ends with the run', async () => {
    const { store, bus, runId, step, end } = await world();
    await store.begin(runId);
    await step('a');
    const reading = collect(runEvents(store, bus, runId, 0, { catchUpMs: 60_000 }));
    await step('b');
    await step('c');
    await end();
    const events = await reading;
    expect(seqs(events)).toEqual(upTo(5));
    expect(events.at(-1)?.type).toBe('run.completed');
  });

  it('starts after a given number, also in a run that is over, and is empty at its end', async () => {
    const { store, bus, runId, step, end } = await world();
    await store.begin(runId);
    await step('a');
    await end();
    expect(seqs(await collect(runEvents(store, bus, runId, 1)))).toEqual([2, 3]);
    expect(await collect(runEvents(store, bus, runId, 3))).toEqual([]);
    expect(await collect(runEvents(store, bus, newId('run'), 0))).toEqual([]);
  });

  it('lets tokens through where they come and stores none', async () => {
    const { store, bus, runId, end } = await world();
    await store.begin(runId);
    const events = runEvents(store, bus, runId, 0, { catchUpMs: 60_000 });
    expect((await events.next()).value?.type).toBe('run.started');
    const next = events.next();
    bus.publish(token(runId, 'Hel'));
    expect((await next).value).toMatchObject({ type: 'agent.token', data: { text: 'Hel' } });
    await end();
    expect((await events.next()).value).toMatchObject({ seq: 2 });
    expect((await events.next()).done).toBe(true);
  });

  it('R5: misses and repeats nothing when the bus loses, repeats and reorders', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 5 }),
        async (faults, count, after) => {
          const { store, bus, runId, step, end } = await world(badBus(faults));
          await store.begin(runId);
          const reading = collect(runEvents(store, bus, runId, after, { catchUpMs: 5, page: 3, buffer: 4 }));
          for (let n = 0; n < count; n++) await step(`n${n}`);
          await end();
          expect(seqs(await reading)).toEqual(upTo(count + 2, after + 1));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps little for a reader slower than the run, and loses nothing of it', async () => {
    const { store, bus, runId, step, end } = await world();
    await store.begin(runId);
    const events = runEvents(store, bus, runId, 0, { catchUpMs: 60_000, buffer: 5, page: 10 });
    const first = await events.next();
    for (let n = 0; n < 200; n++) {
      bus.publish(token(runId, 'x'));
      await step(`n${n}`);
    }
    await end();
    const rest = (await collect(events)).filter(({ seq }) => seq !== null);
    expect([first.value?.seq, ...seqs(rest)]).toEqual(upTo(202));
  });

  it('lets go at once when the reader leaves, also while it waits', async () => {
    const listening = new Set<string>();
    const memory = createMemoryBus();
    const bus: EventBus = {
      ...memory,
      async subscribe(runId, listener) {
        const leave = await memory.subscribe(runId, listener);
        listening.add(runId);
        return () => {
          listening.delete(runId);
          leave();
        };
      },
    };
    const { store, runId } = await world(bus);
    await store.begin(runId);
    const events = runEvents(store, bus, runId, 0, { catchUpMs: 600_000 });
    await events.next();
    const waiting = events.next();
    expect(listening.size).toBe(1);
    await events.return();
    expect((await waiting).done).toBe(true);
    expect(listening.size).toBe(0);
  });
});
