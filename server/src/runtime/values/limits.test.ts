import { type Json, MAX_EXPRESSIONS_PER_NODE } from '@muster/schema';
import { afterEach, describe, expect, it } from 'vitest';
import type { ExpressionPoolOptions } from './expression-pool';
import type { Scope } from './scope';
import { createValues, type Values } from './values';

let values: Values | null = null;
afterEach(() => values?.close());
const pool = (options: ExpressionPoolOptions = {}) => {
  values = createValues({ processes: 2, ...options });
  return values;
};
const scopeOf = (input: unknown): Scope => ({ input: input as Json, trigger: null, nodes: {}, run: {} });
const asker = { workspaceId: 'w1' };
const expr = (source: string): Json => ({ $expr: source });
const endless = '($f := function($x) { $f($x) }; $f(1))';
/** 3.9 MB of JSON. */
const large = { items: Array.from({ length: 39_000 }, (_, id) => ({ id, title: 'x'.repeat(76) })) };

describe('the expressions of one node', () => {
  it('E8: a thousand over an input of 3.9 MB see one copy of it', async () => {
    const sources = Array.from({ length: MAX_EXPRESSIONS_PER_NODE }, (_, n) => expr(`input.items[${n}].id`));
    const resolved = await pool({ nodeMs: 60_000 }).resolve(sources, scopeOf(large), asker);
    expect(resolved).toEqual(sources.map((_, n) => n));
  });

  it('E8: more than a thousand are refused before anything is made of them', async () => {
    const sources = Array.from({ length: 1500 }, () => expr('1'));
    const own = pool();
    await expect(own.resolve(sources, scopeOf(large), asker)).rejects.toMatchObject({
      code: 'EXPRESSION_LIMIT',
      message: 'The node has 1,500 expressions; the limit is 1,000.',
    });
    expect(own.pids()).toEqual([]);
  });

  it('E11: return no more than an output may have, all together', async () => {
    const half = expr('$pad("", 2500000, "x")');
    const own = pool();
    expect(await own.resolve([half], scopeOf(null), asker)).toHaveLength(1);
    await expect(own.resolve([half, half], scopeOf(null), asker)).rejects.toMatchObject({ code: 'OUTPUT_TOO_LARGE' });
  });

  it('E11: return no more levels than an output may have', async () => {
    const nested = (levels: number) => expr(`$reduce([1..${levels}], function($a, $b) { [[$a]] }, "[[[\\"]]]")`);
    const own = pool();
    expect(JSON.stringify(await own.resolve(nested(199), scopeOf(null), asker)).indexOf('"')).toBe(200);
    await expect(own.resolve(nested(200), scopeOf(null), asker)).rejects.toMatchObject({ code: 'OUTPUT_TOO_LARGE' });
  });

  it('E8: see no more than 16 MB', async () => {
    const five = scopeOf([large, large, large, large, large]);
    await expect(pool().resolve(expr('1'), five, asker)).rejects.toMatchObject({ code: 'EXPRESSION_LIMIT' });
  });

  it('E8: references bring in no more than 16 MB', async () => {
    const ref = { $ref: { node: '$input', path: [] } };
    const own = pool();
    await expect(own.resolve(Array(1000).fill(ref), scopeOf(large), asker)).rejects.toMatchObject({
      code: 'EXPRESSION_LIMIT',
    });
    await expect(own.resolve({ $template: Array(1000).fill(ref) }, scopeOf(large), asker)).rejects.toMatchObject({
      code: 'EXPRESSION_LIMIT',
    });
    expect(await own.resolve(Array(4).fill(ref), scopeOf(large), asker)).toHaveLength(4);
  });

  it('E13: end with the first that fails, so that sixty endless ones cost the time of one', async () => {
    const own = pool({ timeoutMs: 300, nodeMs: 600_000 });
    const sources = [expr('1'), ...Array.from({ length: 60 }, () => expr(endless))];
    await expect(own.resolve(sources, scopeOf(null), asker)).rejects.toMatchObject({ code: 'EXPRESSION_TIMEOUT' });
  }, 15_000);

  it('E13: have a time together', async () => {
    const slow = expr('$count([1..300].([1..300]))');
    const own = pool({ timeoutMs: 20_000, nodeMs: 100 });
    await expect(own.resolve(Array(500).fill(slow), scopeOf(null), asker)).rejects.toMatchObject({
      code: 'EXPRESSION_TIMEOUT',
    });
  });

  it('E8: wait without a copy of what they see', async () => {
    const own = pool({ processes: 1, timeoutMs: 500 });
    let copies = 0;
    const watched = {
      toJSON: () => {
        copies += 1;
        return null;
      },
    };
    const busy = own.resolve(expr(endless), scopeOf(null), asker).catch(() => copies);
    const waiting = Array.from({ length: 20 }, () => own.resolve(expr('1'), scopeOf(watched), asker));
    // The next one may have begun by the time we hear of it.
    expect(await busy).toBeLessThan(2);
    await Promise.all(waiting);
    expect(copies).toBe(20);
  });
});

describe('what one expression sees of another', () => {
  it.each([
    ['input.empty{$string($): 1}', 'input.empty', []],
    ['input.list[]', 'input.list', [3, 1, 2]],
    ['$ ~> |input|{"title": "changed"}, ["list"]|', 'input.title', 'Cart'],
    ['$append(input.list, 4)', '$count(input.list)', 3],
    ['$sort(input.list)', 'input.list[0]', 3],
    ['($input := 1; $x := 2)', '[$input, $x]', []],
    ['$merge([input, {"title": "changed"}])', 'input.title', 'Cart'],
  ])('E5: %s changes nothing for %s', async (first, second, expected) => {
    const scope = scopeOf({ title: 'Cart', list: [3, 1, 2], empty: [] });
    const own = pool();
    const alone = await own.resolve(expr(first), scope, asker);
    expect(await own.resolve([expr(first), expr(second), expr(first)], scope, asker)).toEqual([alone, expected, alone]);
  });
});

describe('conditions of one node', () => {
  const cases = (...sources: string[]) => sources.map(expr);

  it('the first that holds decides, and one after it may fail', async () => {
    const own = pool();
    expect(await own.firstThatHolds(cases('false', 'true', '$error("no")'), scopeOf(null), asker)).toBe(1);
    expect(await own.firstThatHolds(cases('false', '0'), scopeOf(null), asker)).toBe(-1);
    await expect(
      own.firstThatHolds(cases('false', '$error("no")', 'true'), scopeOf(null), asker),
    ).rejects.toMatchObject({
      code: 'EXPRESSION_FAILED',
    });
  });

  it('evaluate an expression that several of them compare once', async () => {
    const same = Array.from({ length: 300 }, (_, n) => ({ left: expr('$random()'), operator: 'equals', right: n + 2 }));
    const last = { left: expr('$random()'), operator: 'less', right: 1 };
    expect(await pool().firstThatHolds([...same, last] as never, scopeOf(null), asker)).toBe(300);
  });
});

describe('turns', () => {
  it('E13 R10: endless expressions of one workspace do not delay the first of another', async () => {
    const own = pool({ processes: 1, timeoutMs: 300 });
    const order: string[] = [];
    const begin = (source: string, workspaceId: string, name: string) =>
      own.resolve(expr(source), scopeOf(null), { workspaceId }).then(
        () => order.push(name),
        () => order.push(name),
      );
    const endlessOnes = Array.from({ length: 4 }, (_, n) => begin(endless, 'hostile', `endless ${n + 1}`));
    const quick = begin('1 + 1', 'quiet', 'quick');
    await Promise.all([...endlessOnes, quick]);
    expect(order).toEqual(['endless 1', 'quick', 'endless 2', 'endless 3', 'endless 4']);
  });

  it('E13 R10: eight hundred runs of one workspace wait for themselves', async () => {
    const own = pool({ processes: 3 });
    let done = 0;
    const many = Array.from({ length: 800 }, () =>
      own.resolve(expr('$sum([1..100])'), scopeOf(null), { workspaceId: 'many' }).then(() => {
        done += 1;
      }),
    );
    expect(await own.resolve(expr('1 + 1'), scopeOf(null), { workspaceId: 'quiet' })).toBe(2);
    expect(done).toBeLessThan(100);
    await Promise.all(many);
  });
});
