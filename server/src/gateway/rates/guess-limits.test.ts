import { describe, expect, it } from 'vitest';
import { bucketsIn } from './bucket';
import { createGuessLimits, type Guess } from './guess-limits';

/** Limits of 3 tries, whose waits last until `release` is called. */
function limitsOfThree() {
  const waits: number[] = [];
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const wait = (milliseconds: number) => {
    waits.push(milliseconds);
    return released;
  };
  return { limits: createGuessLimits(bucketsIn(undefined), 3, wait), waits, release: () => release() };
}
const stranger = (address: number): Guess => ({ address: `10.0.0.${address}`, account: 'a@x', device: null });
const known: Guess = { address: '10.0.0.1', account: 'a@x', device: 'd1' };

describe('A9 strangers at many addresses', () => {
  it('are slowed down more and more, and a few at a time', async () => {
    const { limits, waits, release } = limitsOfThree();
    for (let address = 0; address < 6; address++) await limits.use(stranger(address));
    expect(waits).toEqual([]);
    const late = Array.from({ length: 8 }, (_, index) => limits.use(stranger(100 + index)));
    await expect(limits.use(stranger(200))).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 10_000 });
    expect(waits).toHaveLength(8);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(new Set(waits).size).toBe(8);
    release();
    await Promise.all(late);
    await limits.use(stranger(201));
    expect(Math.max(...waits)).toBeLessThanOrEqual(10_000);
  });

  it('leave a known device and other accounts alone', async () => {
    const { limits, waits } = limitsOfThree();
    for (let address = 0; address < 6; address++) await limits.use(stranger(address));
    await limits.use(known);
    await limits.use({ ...stranger(1), account: 'b@x' });
    expect(waits).toEqual([]);
  });
});

describe('A9 one address, or one device', () => {
  it.each([stranger(1), known])(
    'has so many tries of an account, and all of them again after the right one',
    async (guess) => {
      const { limits } = limitsOfThree();
      for (let round = 0; round < 2; round++) {
        for (let time = 0; time < 3; time++) await limits.use(guess);
        await expect(limits.use(guess)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
        await limits.forgive(guess);
      }
    },
  );
});
