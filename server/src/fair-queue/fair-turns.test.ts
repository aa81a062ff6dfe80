import { describe, expect, it } from 'vitest';
import { createFairTurns } from './fair-turns';

/** Jobs that end when they are told to, and the order in which they began. */
function workbench() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const job = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  const endAll = async () => {
    await new Promise(setImmediate);
    for (let end = ends.shift(); end; end = ends.shift()) {
      end();
      await new Promise(setImmediate);
    }
  };
  return { begun, job, endAll };
}

describe('fair turns', () => {
  it('E13 lets another owner wait for one job at most, however many are queued', async () => {
    const turns = createFairTurns({ what: 'jobs', atOnce: 1, waitingPerOwner: 10, waiting: 100 });
    const { begun, job, endAll } = workbench();
    const all = ['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'b2'].map((name) => turns.run(name[0] ?? '', job(name)));
    await endAll();
    await Promise.all(all);
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
    expect(turns.load()).toEqual({ working: 0, waiting: 0 });
  });

  it('keeps one owner from taking every place', async () => {
    const atOncePerOwner = () => 2;
    const turns = createFairTurns({ what: 'jobs', atOnce: 3, atOncePerOwner, waitingPerOwner: 10, waiting: 100 });
    const { begun, job, endAll } = workbench();
    const all = ['a1', 'a2', 'a3', 'b1'].map((name) => turns.run(name[0] ?? '', job(name)));
    await new Promise(setImmediate);
    expect(begun).toEqual(['a1', 'a2', 'b1']);
    await endAll();
    await Promise.all(all);
  });

  it('Q16 refuses what one owner queues beyond the bound, and takes it again later', async () => {
    const turns = createFairTurns({ what: 'jobs', atOnce: 1, waitingPerOwner: 2, waiting: 3 });
    const { begun, job, endAll } = workbench();
    const accepted = ['a1', 'a2', 'a3', 'b1'].map((name) => turns.run(name[0] ?? '', job(name)));
    for (const owner of ['a', 'c'])
      await expect(turns.run(owner, job('no'))).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 1000 });
    await endAll();
    await Promise.all(accepted);
    expect(begun).not.toContain('no');
    await turns.run('a', async () => begun.push('later'));
    expect(begun.at(-1)).toBe('later');
  });

  it('goes on after a job that fails', async () => {
    const turns = createFairTurns({ what: 'jobs', atOnce: 1, waitingPerOwner: 2, waiting: 3 });
    await expect(turns.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(turns.run('a', async () => 'yes')).resolves.toBe('yes');
  });
});
