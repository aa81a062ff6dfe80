import { describe, expect, it } from 'vitest';
import { limits } from '../../shared/limits';
import { createAdmission } from './admission';

/** An admission on a clock of its own; waiting moves the clock. */
function onClock() {
  let time = 0;
  const waits: number[] = [];
  const admission = createAdmission({
    now: () => time,
    wait: async (ms) => {
      waits.push(Math.round(ms));
      time += ms;
    },
  });
  const pass = (ms: number): void => {
    time += ms;
  };
  return { admission, waits, pass };
}

describe('admission', () => {
  it('Q16 lets a caller move a burst at once, and then so many bytes a second', async () => {
    const { admission, waits } = onClock();
    await admission.moveIn('b', 1);
    await admission.moveIn('a', limits.bytesBurst);
    await admission.moveIn('a', limits.bytesPerSecond);
    expect(waits).toEqual([]);
    await admission.moveIn('a', 1000);
    expect(waits).toEqual([1000]);
  });

  it('lets a caller that is alone move as much as it likes', async () => {
    const { admission, waits } = onClock();
    for (let index = 0; index < 20; index += 1) {
      await admission.moveIn('a', limits.bytesBurst);
      admission.moveOut('a', limits.answerBytes);
    }
    expect(waits).toEqual([]);
  });

  it('E13 holds nobody else up', async () => {
    const { admission, waits } = onClock();
    await admission.moveIn('a', limits.bytesBurst * 2);
    await admission.moveIn('b', limits.bytesBurst);
    expect(waits).toEqual([]);
  });

  it('Q16 counts answers against the next requests, and refuses when those would wait too long', async () => {
    const { admission, pass } = onClock();
    await admission.moveIn('b', 1);
    for (let index = 0; index < 20; index += 1) admission.moveOut('a', limits.answerBytes);
    await expect(admission.moveIn('a', 10)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    pass(((20 * limits.answerBytes) / limits.bytesPerSecond) * 1000);
    await admission.moveIn('b', 1);
    await expect(admission.moveIn('a', 10)).resolves.toBeUndefined();
  });

  it('E13 gives a caller that used or moved much fewer turns while others are served, and all of them when alone', async () => {
    const { admission, pass } = onClock();
    let working = 0;
    let most = 0;
    const operation = (ms: number) => async () => {
      working += 1;
      most = Math.max(most, working);
      await new Promise(setImmediate);
      pass(ms);
      working -= 1;
    };
    const atOnce = async (): Promise<number> => {
      most = 0;
      await Promise.all(Array.from({ length: 20 }, () => admission.run('a', operation(0))));
      return most;
    };
    const seeB = () => admission.run('b', async () => undefined);
    await seeB();
    expect(await atOnce()).toBe(limits.operationsPerCaller);
    await admission.run('a', operation(limits.operationMs + 1));
    expect(await atOnce()).toBe(limits.operationsPerCaller);
    await seeB();
    expect(await atOnce()).toBe(limits.operationsPerHeavyCaller);
    pass(limits.useHalfLifeMs);
    await seeB();
    expect(await atOnce()).toBe(limits.operationsPerCaller);
    admission.moveOut('a', limits.bytesHeavy + 1);
    expect(await atOnce()).toBe(1);
  });

  it('E13 executes so many operations of one caller at once, while others are let in', async () => {
    const { admission } = onClock();
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const operation = (caller: string) =>
      admission.run(caller, async () => {
        begun.push(caller);
        await new Promise<void>((resolve) => ends.push(resolve));
      });
    const all = [...Array.from({ length: 30 }, () => operation('a')), operation('b')];
    await new Promise(setImmediate);
    expect(begun.filter((caller) => caller === 'a')).toHaveLength(limits.operationsPerCaller);
    expect(begun).toContain('b');
    while (ends.length > 0) {
      ends.shift()?.();
      await new Promise(setImmediate);
    }
    await Promise.all(all);
    expect(begun).toHaveLength(31);
  });
});
