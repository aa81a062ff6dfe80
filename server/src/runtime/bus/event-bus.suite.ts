import { newId, type RunEvent } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventBus } from '../run-store';

const event = (runId: string, seq: number | null): RunEvent => ({
  runId,
  seq,
  type: 'node.skipped',
  nodeId: 'a',
  iteration: '',
  at: new Date(0).toISOString(),
  data: {},
});

/** The one suite for every event bus. `open` gives two ends of the same bus, as in two processes, or one end twice. */
export function describeEventBus(
  name: string,
  open: () => Promise<{ near: EventBus; far: EventBus; close(): Promise<void> }>,
): void {
  describe(`event bus: ${name}`, () => {
    let world: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(() => world.close());

    it('brings every event of the run to every listener, in order and once', async () => {
      const runId = newId('run');
      const heard: [string, number | null][] = [];
      const leave = [
        await world.far.subscribe(runId, ({ seq }) => heard.push(['far', seq])),
        await world.near.subscribe(runId, ({ seq }) => heard.push(['near', seq])),
        await world.far.subscribe(runId, ({ seq }) => heard.push(['far too', seq])),
      ];
      for (let seq = 1; seq <= 50; seq++) world.near.publish(event(runId, seq));
      world.near.publish(event(runId, null));
      await expect.poll(() => heard.length).toBe(3 * 51);
      for (const who of ['far', 'near', 'far too']) {
        const seqs = heard.filter(([name]) => name === who).map(([, seq]) => seq);
        expect(seqs).toEqual([...Array.from({ length: 50 }, (_, n) => n + 1), null]);
      }
      for (const go of leave) go();
    });

    it('says nothing of other runs, nor to those who left', async () => {
      const [mine, other] = [newId('run'), newId('run')];
      const heard: (number | null)[] = [];
      const gone: (number | null)[] = [];
      const leave = await world.near.subscribe(mine, ({ seq }) => gone.push(seq));
      await world.near.subscribe(mine, ({ seq }) => heard.push(seq));
      leave();
      world.far.publish(event(other, 1));
      world.far.publish(event(mine, 2));
      await expect.poll(() => heard).toEqual([2]);
      expect(gone).toEqual([]);
    });

    it('a listener that throws does not keep others from hearing', async () => {
      const runId = newId('run');
      const heard: (number | null)[] = [];
      await world.near.subscribe(runId, () => {
        throw new Error('broken listener');
      });
      await world.near.subscribe(runId, ({ seq }) => heard.push(seq));
      world.near.publish(event(runId, 1));
      await expect.poll(() => heard).toEqual([1]);
    });
  });
}
