import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createSandboxPool, type SandboxPool, type SandboxPoolOptions } from './index';

const entry = new URL('./testing/tasks.mjs', import.meta.url);
const pools: SandboxPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function sandbox(options: Partial<SandboxPoolOptions> = {}) {
  const pool = createSandboxPool({ entry, processes: 2, memoryMb: 64, ...options });
  pools.push(pool);
  const run = (what: string, rest: object = {}, workspaceId = 'a', timeoutMs = 20_000) =>
    pool.run({ workspaceId, task: () => JSON.stringify({ do: what, ...rest }), timeoutMs });
  const value = async (...task: Parameters<typeof run>): Promise<unknown> => {
    const outcome = await run(...task);
    return outcome.kind === 'answered' ? JSON.parse(outcome.text) : outcome;
  };
  return { pool, run, value };
}
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a task', () => {
  it('is answered, by the same child as the one before', async () => {
    const { value } = sandbox();
    expect(await value('echo', { value: { text: '\ud800 é 🙂', n: [1, null] } })).toEqual({
      text: '\ud800 é 🙂',
      n: [1, null],
    });
    expect(await value('pid')).toBe(await value('pid'));
  });

  it('that throws has crashed, and its child lives', async () => {
    const { value } = sandbox();
    const pid = await value('pid');
    expect(await value('throw')).toEqual({ kind: 'crashed', detail: 'no such thing' });
    expect(await value('pid')).toBe(pid);
  });

  it.each([
    ['fill the heap', 'out of memory'],
    ['one huge text', 'out of memory'],
    ['exit', 'crashed'],
  ])('E8: %s ends its child alone (%s), and the next task is answered', async (what, kind) => {
    const { pool, run, value } = sandbox();
    const pid = (await value('pid')) as number;
    expect(await run(what)).toMatchObject({ kind });
    expect(await value('echo', { value: 2 })).toBe(2);
    expect(pool.pids()).not.toContain(pid);
    expect(isAlive(pid)).toBe(false);
  });

  it('E8: memory beside the heap is bounded where the system bounds address spaces', async () => {
    const { run, value } = sandbox();
    const outcome = await run('fill the address space');
    if (process.platform === 'linux') expect(outcome).toEqual({ kind: 'out of memory' });
    expect(await value('echo', { value: 2 })).toBe(2);
  });

  it('E8: an endless one is killed at its time; one beside it and one behind it are not touched', async () => {
    const { run, value } = sandbox({ processes: 3 });
    const endless = run('spin', {}, 'a', 1000);
    const beside = value('echo', { value: 'beside' }, 'b');
    const behind = value('echo', { value: 'behind' }, 'a');
    expect(await endless).toEqual({ kind: 'timeout' });
    expect(await beside).toBe('beside');
    expect(await behind).toBe('behind');
  });

  it('is tried again on a fresh child when its child ended without reaching a limit', async () => {
    const { value } = sandbox({ processes: 1 });
    await value('pid');
    expect(await value('exit unless fresh')).toBe('fresh');
  });

  it('with too long an answer is ended', async () => {
    const { run, value } = sandbox({ maxAnswerBytes: 1000 });
    expect(await run('a long answer', { bytes: 2000 })).toMatchObject({ kind: 'crashed' });
    expect(await value('echo', { value: 2 })).toBe(2);
  });

  it('can ask that its child is not used again', async () => {
    const { value } = sandbox({ processes: 1 });
    const pid = await value('retire');
    expect(await value('pid')).not.toBe(pid);
  });

  it('that waits makes its text only when a child is free, and leaves when its signal says so', async () => {
    const { pool, run } = sandbox({ processes: 1 });
    const endless = run('spin', {}, 'a', 1000);
    const made: string[] = [];
    const waiting = (name: string, signal?: AbortSignal) => {
      const task = () => {
        made.push(name);
        return JSON.stringify({ do: 'pid' });
      };
      return pool.run({ workspaceId: 'a', task, timeoutMs: 20_000, signal });
    };
    const controller = new AbortController();
    const left = waiting('left', controller.signal);
    const stayed = waiting('stayed');
    controller.abort(new Error('cancelled'));
    await expect(left).rejects.toThrow('cancelled');
    expect(made).toEqual([]);
    await endless;
    await stayed;
    expect(made).toEqual(['stayed']);
  });

  it('fails alone when its text cannot be made', async () => {
    const { pool, value } = sandbox();
    const task = () => JSON.stringify(1n);
    await expect(pool.run({ workspaceId: 'a', task, timeoutMs: 1000 })).rejects.toThrow('BigInt');
    expect(await value('echo', { value: 2 })).toBe(2);
  });
});

describe('memory', () => {
  it('E8: what a child holds is given back when it has nothing to do, and one stays warm', async () => {
    const { pool, value } = sandbox({ processes: 3, idleMs: 200 });
    const used = (await Promise.all([value('pid'), value('pid', {}, 'b')])) as number[];
    await expect.poll(() => pool.pids().filter((pid) => used.includes(pid)), { timeout: 20_000 }).toEqual([]);
    await expect.poll(() => pool.pids().length, { timeout: 20_000 }).toBe(1);
    const [warm] = pool.pids();
    expect(await value('pid')).toBe(warm);
    expect(used.filter(isAlive)).toEqual([]);
  });
});

describe('turns between workspaces', () => {
  it('E13 R10: with one child, B has its turn before the second endless task of A', async () => {
    const { run } = sandbox({ processes: 1 });
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    const tasks = [
      run('spin', {}, 'a', 300).then(note('a1')),
      run('spin', {}, 'a', 300).then(note('a2')),
      run('spin', {}, 'a', 300).then(note('a3')),
      run('echo', { value: 2 }, 'b').then(note('b1')),
    ];
    await Promise.all(tasks);
    expect(order).toEqual(['a1', 'b1', 'a2', 'a3']);
  });

  it('E13 R10: endless tasks of A never hold the last child, so B waits for none of them', async () => {
    const { pool, run, value } = sandbox({ processes: 3 });
    const ended: string[] = [];
    const controller = new AbortController();
    const endless = Array.from({ length: 20 }, (_, number) =>
      pool
        .run({
          workspaceId: 'a',
          task: () => JSON.stringify({ do: 'spin' }),
          timeoutMs: 600_000,
          signal: controller.signal,
        })
        .then(() => ended.push(`a${number}`))
        .catch(() => undefined),
    );
    expect(await value('echo', { value: 2 }, 'b')).toBe(2);
    expect(ended).toEqual([]);
    controller.abort();
    await Promise.all(endless);
    expect(await run('echo', { value: 3 }, 'b')).toMatchObject({ kind: 'answered' });
  });
});

describe('a child', () => {
  it('has an empty environment, no files, no processes, no threads', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'muster-sandbox-'));
    const secret = join(folder, 'secret.txt');
    await writeFile(secret, 'secret');
    const held = await open(secret);
    process.env.MUSTER_SANDBOX_TEST = 'secret';
    try {
      const { pool, value } = sandbox();
      const found = (await value('surroundings', { file: secret })) as Record<string, unknown>;
      expect(found.environment).toEqual({});
      for (const what of ['read', 'write', 'spawn', 'worker', 'openFiles'])
        expect([what, found[what]]).toEqual([what, 'ERR_ACCESS_DENIED']);
      if (process.platform === 'linux') {
        const [pid] = pool.pids();
        const open = await Promise.all(
          (await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
        );
        expect(open.length).toBeGreaterThan(3);
        expect(open).not.toContain(secret);
      }
    } finally {
      delete process.env.MUSTER_SANDBOX_TEST;
      await held.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is replaced before its processor time is used up, and ended by the system when it never gives up', async () => {
    const { run } = sandbox({ cpuSeconds: 2 });
    expect(await run('spin')).toMatchObject({ kind: 'crashed' });
  });

  it('that cannot start fails what waits for it', async () => {
    const { run } = sandbox({ entry: new URL('./testing/no-such.mjs', import.meta.url) });
    await expect(run('pid')).rejects.toThrow(/No child of the sandbox starts: .*no-such/s);
  });

  it('ends with its parent, however that ends and whatever it is doing', async () => {
    const script = fileURLToPath(new URL('./testing/parent.ts', import.meta.url));
    const parent = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pids = JSON.parse(String(line)) as number[];
    expect(pids.length).toBe(2);
    expect(pids.every(isAlive)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => pids.filter(isAlive), { timeout: 20_000 }).toEqual([]);
  });

  it('is gone when the pool is closed, and what waits or runs is rejected', async () => {
    const { pool, run } = sandbox({ processes: 1 });
    await run('pid');
    const pids = pool.pids();
    const failures = Promise.allSettled([run('spin'), run('pid')]);
    await pool.close();
    expect((await failures).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(pids.filter(isAlive)).toEqual([]);
    await expect(run('pid')).rejects.toThrow('closed');
  });
});
