import { describe, expect, it } from 'vitest';
import { gate } from '../conformance/workbench';
import { oneAtATime } from './one-at-a-time';

describe('work done by one at a time', () => {
  it('never overlaps; who asks meanwhile shares one round that begins after they asked', async () => {
    const rounds = [gate(), gate(), gate()];
    const log: string[] = [];
    let begun = 0;
    const work = oneAtATime(async () => {
      const round = begun++;
      log.push(`begin ${round}`);
      await rounds[round]?.opened;
      log.push(`end ${round}`);
    });
    const first = work();
    await Promise.resolve();
    const second = work();
    expect(work()).toBe(second);
    // Open already: it must wait for the first all the same.
    rounds[1]?.open();
    rounds[0]?.open();
    await Promise.all([first, second]);
    expect(log).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1']);
  });

  it('a round that fails tells those who share it, and the next one is done', async () => {
    let tries = 0;
    const work = oneAtATime(async () => {
      tries += 1;
      if (tries === 1) throw new Error('not now');
    });
    await expect(work()).rejects.toThrow('not now');
    await work();
    expect(tries).toBe(2);
  });
});
