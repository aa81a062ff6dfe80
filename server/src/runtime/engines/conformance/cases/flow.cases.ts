import type { Json } from '@muster/schema';
import { expect, it } from 'vitest';
import { type TestNode, trigger } from '../../../testing/plans';
import { barrier, gate, statuses, typesOf, type Workbench } from '../workbench';

const work: TestNode = { effects: 'write' };
const pure: TestNode = { effects: 'pure' };
const merge = (join: 'all' | 'any'): TestNode => ({ operation: { kind: 'pass' }, policy: { join } });
const ref = (node: string, ...path: string[]): Json => ({ $ref: { node, path } });
const branch = (left: Json, operator: string, right: Json = null): TestNode => ({
  operation: { kind: 'choose', cases: [{ port: 'true', when: { left, operator, right } as Json }], otherwise: 'false' },
});

/** Edges, joins, inputs and outputs. */
export function flowCases(bench: () => Workbench): void {
  it('passes outputs along a line, and ends with the last', async () => {
    bench().behaviours.set('b', ({ input }) => ({ output: { got: input } }));
    const run = await bench().run({ nodes: { start: trigger, a: work, b: work }, edges: ['start>a', 'a>b'] }, { n: 7 });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { got: { n: 7 } } });
    expect(typesOf(run, 'b')).toEqual(['node.started', 'node.completed']);
    expect(run.rows.get('b')).toMatchObject({ attempt: 1, ports: ['out'], input: { n: 7 } });
  });

  it('asymmetric diamond: the join waits for the longer way', async () => {
    bench().behaviours.set('short', () => ({ output: 's' }));
    bench().behaviours.set('l2', () => ({ output: 'l' }));
    const run = await bench().run({
      nodes: { start: trigger, short: work, l1: work, l2: work, join: merge('all'), end: work },
      edges: ['start>short', 'start>l1', 'l1>l2', 'short>join', 'l2>join', 'join>end'],
    });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { short: 's', l2: 'l' } });
    expect(typesOf(run, 'join').filter((type) => type === 'node.completed')).toHaveLength(1);
  });

  it('a skipped branch with descendants before a join: dead all the way down, and the join still runs', async () => {
    const run = await bench().run(
      {
        nodes: {
          start: trigger,
          check: branch(ref('$input', 'n'), 'greater', 5),
          yes: work,
          no1: work,
          no2: work,
          no3: work,
          join: merge('all'),
        },
        edges: ['start>check', 'check:true>yes', 'check:false>no1', 'no1>no2', 'no2>no3', 'yes>join', 'no3>join'],
      },
      { n: 9 },
    );
    expect(statuses(run)).toEqual({
      check: 'SUCCEEDED',
      join: 'SUCCEEDED',
      no1: 'SKIPPED',
      no2: 'SKIPPED',
      no3: 'SKIPPED',
      start: 'SUCCEEDED',
      yes: 'SUCCEEDED',
    });
    expect(typesOf(run, 'no3')).toEqual(['node.skipped']);
    expect(run.rows.get('check')?.ports).toEqual(['true']);
    expect(run.output).toEqual({ n: 9 });
  });

  it('a dead path kills everything that nothing else leads to, joins included', async () => {
    const run = await bench().run({
      nodes: {
        start: trigger,
        check: branch(false, 'is-true'),
        a: work,
        b: work,
        all: merge('all'),
        any: merge('any'),
        end: work,
      },
      edges: ['start>check', 'check:true>a', 'check:true>b', 'a>all', 'b>all', 'a>any', 'b>any', 'all>end', 'any>end'],
    });
    expect(Object.values(statuses(run)).filter((status) => status === 'SKIPPED')).toHaveLength(5);
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { n: 1 } });
  });

  it('join any goes on with the first that arrives, once, and ignores the others', async () => {
    const { opened, open } = gate();
    bench().behaviours.set('slow', async () => {
      await opened;
      return { output: 'slow' };
    });
    bench().behaviours.set('fast', () => ({ output: 'fast' }));
    bench().behaviours.set('after', ({ input }) => {
      open();
      return { output: { after: input } };
    });
    const run = await bench().run({
      nodes: { start: trigger, slow: work, fast: work, first: merge('any'), after: work },
      edges: ['start>slow', 'start>fast', 'slow>first', 'fast>first', 'first>after'],
    });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { after: 'fast' } });
    expect(typesOf(run, 'first')).toEqual(['node.started', 'node.completed']);
    expect(run.rows.get('slow')?.status).toBe('SUCCEEDED');
  });

  it('join any takes the live edge when the others are dead', async () => {
    const run = await bench().run({
      nodes: { start: trigger, check: branch(true, 'is-true'), yes: work, no: work, first: merge('any') },
      edges: ['start>check', 'check:true>yes', 'check:false>no', 'yes>first', 'no>first'],
    });
    expect(statuses(run)).toMatchObject({ first: 'SUCCEEDED', no: 'SKIPPED' });
    expect(run.output).toEqual({ n: 1 });
  });

  it('parallel branches are at work at the same time', async () => {
    const meet = barrier(3);
    for (const id of ['a', 'b', 'c']) {
      bench().behaviours.set(id, async () => {
        await meet();
        return { output: id };
      });
    }
    const run = await bench().run({
      nodes: { start: trigger, a: work, b: work, c: work },
      edges: ['start>a', 'start>b', 'start>c'],
    });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { a: 'a', b: 'b', c: 'c' } });
  });

  it('resolves references, templates and expressions; a skipped node is null', async () => {
    bench().behaviours.set('end', ({ config }) => ({ output: config }));
    const config = {
      title: ref('a', 'title'),
      skipped: ref('no', 'x'),
      missing: ref('a', 'b', 'c'),
      trigger: ref('$trigger', 'n'),
      text: { $template: ['<', ref('a', 'title'), ref('no'), '>'] },
      sum: { $expr: 'nodes.a.n + input.yes.n' },
      all: { $expr: '$count($keys(nodes))' },
    };
    bench().behaviours.set('a', () => ({ output: { title: 'T', n: 2 } }));
    const run = await bench().run({
      nodes: { start: trigger, a: work, check: branch(true, 'is-true'), yes: work, no: work, end: { ...work, config } },
      edges: ['start>a', 'start>check', 'check:true>yes', 'check:false>no', 'a>end', 'yes>end', 'no>end'],
    });
    expect(run.output).toEqual({ title: 'T', skipped: null, missing: null, trigger: 1, text: '<T>', sum: 3, all: 4 });
    expect(run.rows.get('end')?.input).toEqual({ a: { title: 'T', n: 2 }, yes: { n: 1 } });
  });

  it('a fused chain is one step, and each node has its row and events', async () => {
    const seen: string[] = [];
    for (const id of ['a', 'b', 'c']) {
      bench().behaviours.set(id, ({ input }) => {
        seen.push(id);
        return { output: [input as string, id].join('') };
      });
    }
    const run = await bench().run(
      {
        nodes: { start: trigger, a: pure, b: pure, c: pure },
        edges: ['start>a', 'a>b', 'b>c'],
        fuse: [['start', 'a', 'b', 'c']],
      },
      '-',
    );
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(run.output).toBe('-abc');
    expect(run.events.slice(1, -1).map(({ type, nodeId }) => `${nodeId} ${type.slice(5)}`)).toEqual(
      ['start', 'a', 'b', 'c'].flatMap((id) => [`${id} started`, `${id} completed`]),
    );
  });

  it('a dead path inside a fused chain is skipped there', async () => {
    const run = await bench().run({
      nodes: { start: trigger, check: branch(false, 'is-true'), a: pure, b: pure, other: work },
      edges: ['start>check', 'check:true>a', 'a>b', 'check:false>other'],
      fuse: [['start', 'check', 'a', 'b']],
    });
    expect(statuses(run)).toEqual({
      a: 'SKIPPED',
      b: 'SKIPPED',
      check: 'SUCCEEDED',
      other: 'SUCCEEDED',
      start: 'SUCCEEDED',
    });
  });

  it('a mocked node emits what its mock says and does not run; a disabled one passes its input on', async () => {
    const ran: string[] = [];
    for (const id of ['mocked', 'off', 'end']) {
      bench().behaviours.set(id, ({ input }) => {
        ran.push(id);
        return { output: input };
      });
    }
    const run = await bench().run({
      nodes: {
        start: trigger,
        mocked: { ...work, policy: { mock: { port: 'other', output: { m: 1 } } } },
        off: { ...work, policy: { disabled: true } },
        end: work,
        never: work,
      },
      edges: ['start>mocked', 'mocked:other>off', 'off>end', 'mocked>never'],
    });
    expect(ran).toEqual(['end']);
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { m: 1 } });
    expect(statuses(run)).toMatchObject({ never: 'SKIPPED', off: 'SUCCEEDED' });
  });

  it('a chain of 300 steps and a fan-out of 50 come to an end', async () => {
    const chain = Array.from({ length: 300 }, (_, n) => `c${n}`);
    const line = await bench().run({
      nodes: Object.fromEntries([['start', trigger], ...chain.map((id): [string, TestNode] => [id, pure])]),
      edges: chain.map((id, n) => `${n === 0 ? 'start' : `c${n - 1}`}>${id}`),
      fuse: [chain.slice(0, 280)],
    });
    expect(line).toMatchObject({ status: 'SUCCEEDED', output: { n: 1 } });
    const fan = Array.from({ length: 50 }, (_, n) => `f${n}`);
    const wide = await bench().run({
      nodes: { start: trigger, ...Object.fromEntries(fan.map((id) => [id, work])), join: merge('all') },
      edges: fan.flatMap((id) => [`start>${id}`, `${id}>join`]),
    });
    expect(Object.keys(wide.output as object)).toHaveLength(50);
  });
}
