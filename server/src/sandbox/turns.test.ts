import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Turns } from './turns';

function turnsOf(processes: number, waiting: Record<string, number>, now = () => 0) {
  const turns = new Turns<string>({ processes, budgetMs: 1000, halfLifeMs: 1000, now });
  for (const [workspace, count] of Object.entries(waiting)) {
    for (let number = 1; number <= count; number += 1) turns.add(workspace, `${workspace}${number}`);
  }
  return turns;
}
const takeAll = (turns: Turns<string>) => {
  const taken: string[] = [];
  for (let item = turns.take(); item !== null; item = turns.take()) taken.push(item);
  return taken;
};

describe('turns', () => {
  it('E13 R10: with one child, workspaces take turns whatever the length of their queues', () => {
    const turns = turnsOf(1, { a: 4, b: 1, c: 2 });
    const order: (string | null)[] = [];
    for (let round = 0; round < 7; round += 1) {
      const item = turns.take();
      order.push(item);
      turns.release(item?.[0] ?? '', 1);
    }
    expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3', 'a4']);
  });

  it('E13 R10: one workspace never holds all children', () => {
    const turns = turnsOf(3, { a: 10 });
    expect(takeAll(turns)).toEqual(['a1', 'a2']);
    expect(turns.hasTurn).toBe(false);
    turns.add('b', 'b1');
    expect(turns.take()).toBe('b1');
  });

  it('E13: workspaces that used a lot leave two children to the others, and are equal again later', () => {
    let now = 0;
    const turns = turnsOf(4, {}, () => now);
    for (const heavy of ['h1', 'h2', 'h3']) {
      turns.add(heavy, heavy);
      turns.take();
      turns.release(heavy, 1500);
    }
    for (const heavy of ['h1', 'h2', 'h3']) turns.add(heavy, `${heavy}!`);
    expect(takeAll(turns)).toEqual(['h1!', 'h2!']);
    turns.add('b', 'b');
    turns.add('c', 'c');
    expect(takeAll(turns)).toEqual(['b', 'c']);
    now = 3000;
    expect(turns.take()).toBe('h3!');
  });

  it('E13: many short tasks make no workspace heavy as fast as a few endless ones', () => {
    const heldAfter = (tasks: number, ms: number) => {
      const turns = turnsOf(4, { a: tasks });
      for (let task = 0; task < tasks; task += 1) {
        turns.take();
        turns.release('a', ms);
      }
      for (let task = 0; task < 4; task += 1) turns.add('a', `a${task}`);
      return takeAll(turns).length;
    };
    expect(heldAfter(90, 10)).toBe(3);
    expect(heldAfter(1, 900)).toBe(2);
  });

  it('begins again first what was put back, and never what was taken out', () => {
    const turns = turnsOf(1, { a: 3 });
    expect(turns.take()).toBe('a1');
    turns.addFirst('a', 'a1');
    turns.remove('a', 'a2');
    turns.release('a', 1);
    expect(turns.take()).toBe('a1');
    turns.release('a', 1);
    expect(turns.take()).toBe('a3');
    turns.release('a', 1);
    expect(turns.hasTurn).toBe(false);
  });

  it('loses nothing, takes nothing twice, and keeps to the number of children', () => {
    const step = fc.oneof(
      fc.record({ add: fc.constantFrom('a', 'b', 'c', 'd') }),
      fc.constant('take' as const),
      fc.record({ release: fc.nat(), ms: fc.nat(3000) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 200 }), (processes, steps) => {
        let now = 0;
        const turns = new Turns<string>({ processes, now: () => now });
        const held: string[] = [];
        const done: string[] = [];
        let added = 0;
        for (const one of steps) {
          now += 10;
          if (one === 'take') {
            const item = held.length < processes ? turns.take() : null;
            if (item) held.push(item);
          } else if ('add' in one) {
            added += 1;
            turns.add(one.add, `${one.add}${added}`);
          } else if (held.length > 0) {
            const [item = ''] = held.splice(one.release % held.length, 1);
            done.push(item);
            turns.release(item[0] ?? '', one.ms);
          }
        }
        for (; held.length > 0 || turns.hasTurn; ) {
          const item = held.length < processes ? turns.take() : null;
          if (item) held.push(item);
          else {
            const ended = held.shift() ?? '';
            done.push(ended);
            turns.release(ended[0] ?? '', 10);
          }
        }
        expect(new Set(done).size).toBe(added);
        expect(done).toHaveLength(added);
      }),
    );
  });
});
