import type { WorkspaceId } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { branch, row } from '../../../bench/graphs';
import type { CompileTask } from './compile-task';
import { createCompilerThreads } from './compiler-threads';
import { inlineCompiler } from './graph-compiler';

const threads = createCompilerThreads();
const ada = 'ada' as WorkspaceId;
const grace = 'grace' as WorkspaceId;
const task = (graph: unknown): CompileTask => ({
  graph: JSON.stringify(graph),
  squads: new Map([['wfl_1', { name: 'Squad', versionId: null, members: 0 }]]),
  models: { strong: 'one', standard: 'two', fast: 'three' },
  maxSteps: 1000,
  prices: {},
});
const small = task(row(3));
const large = task(row(3_000));
beforeAll(async () => {
  await Promise.all([threads.compile(ada, small), threads.compile(ada, large)]);
});
afterAll(() => threads.close());

describe('compile threads', () => {
  it.each([
    ['a graph', row(20)],
    ['branches', branch()],
    ['what is no graph', { nodes: 1 }],
    ['a graph with errors', { ...row(2), edges: [{ id: 'e', source: { node: 'x', port: 'y' }, target: {} }] }],
    ['too many steps', { ...row(1_100) }],
  ])('give the answer the compiler gives here, of %s', async (_what, graph) => {
    expect(await threads.compile(ada, task(graph))).toEqual(await inlineCompiler.compile(ada, task(graph)));
  });

  it('Q16 leave this thread free while they work', async () => {
    let turns = 0;
    let timer = setImmediate(function turn() {
      turns += 1;
      timer = setImmediate(turn);
    });
    await threads.compile(ada, large);
    clearImmediate(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it('Q16 do not let small graphs wait behind large ones', async () => {
    const order: string[] = [];
    const work = [large, large, small].map(async (each, index) => {
      await threads.compile(index === 2 ? grace : ada, each);
      order.push(each === small ? 'small' : 'large');
    });
    await Promise.all(work);
    expect(order).toEqual(['small', 'large', 'large']);
  });

  it('Q16 refuse what one workspace queues beyond its bound, while others are served', async () => {
    const many = Array.from({ length: 8 }, () => threads.compile(ada, large));
    const other = threads.compile(grace, large);
    const outcomes = await Promise.allSettled(many);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatchObject({ reason: { code: 'RATE_LIMITED', retryAfterMs: 1000 } });
    await expect(other).resolves.toMatchObject({ compiled: { hash: expect.any(String) } });
  });
});
