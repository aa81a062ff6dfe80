import type { Condition, Json } from '@muster/schema';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Scope } from './scope';
import { createValues } from './values';

const pool = createValues({ processes: 2, timeoutMs: 500 });
afterAll(() => pool.close());
const values = {
  resolve: (value: Json, scope: Scope) => pool.resolve(value, scope, { workspaceId: 'w1' }),
  holds: (condition: Condition, scope: Scope) => pool.holds(condition, scope, { workspaceId: 'w1' }),
};

const scope = (parts: Partial<Scope> = {}): Scope => ({
  input: { title: 'Cart', tags: ['a', 'b'], n: 3 },
  trigger: 'started',
  nodes: { triage: { severity: 'high' }, 'fix-it': 7 },
  run: { id: 'run_1' },
  ...parts,
});
const ref = (node: string, ...path: (string | number)[]): Json => ({ $ref: { node, path } });
const expr = (source: string): Json => ({ $expr: source });
const code = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: { code?: string }) => error.code,
  );

describe('references', () => {
  it.each<[string, Json, Json]>([
    ['input', ref('$input', 'title'), 'Cart'],
    ['list position', ref('$input', 'tags', 1), 'b'],
    ['list position as text', ref('$input', 'tags', '0'), 'a'],
    ['trigger', ref('$trigger'), 'started'],
    ['node', ref('triage', 'severity'), 'high'],
    ['run', ref('$run', 'id'), 'run_1'],
    ['skipped node', ref('never'), null],
    ['missing path', ref('triage', 'a', 'b', 'c'), null],
    ['into a text', ref('$trigger', 'length'), null],
    ['length of a list', ref('$input', 'tags', 'length'), null],
    ['no item', ref('$item'), null],
  ])('%s', async (_, value, expected) => {
    expect(await values.resolve(value, scope())).toEqual(expected);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'G8: %s is no way to a prototype',
    async (key) => {
      expect(await values.resolve([ref('$input', key), ref(key), ref('triage', key, 'name')], scope())).toEqual([
        null,
        null,
        null,
      ]);
    },
  );

  it('E9: an object keyed __proto__ stays an object keyed __proto__', async () => {
    const value = JSON.parse('{"__proto__":{"polluted":true},"a":{"$ref":{"node":"$trigger","path":[]}}}') as Json;
    const resolved = await values.resolve(value, scope());
    expect(JSON.stringify(resolved)).toBe('{"__proto__":{"polluted":true},"a":"started"}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('refuses what only looks like a reference', async () => {
    expect(await code(values.resolve({ $ref: 'x' }, scope()))).toBe('EXPRESSION_FAILED');
    expect(await code(values.resolve({ $template: 'x' }, scope()))).toBe('EXPRESSION_FAILED');
  });

  it('keeps plain JSON as it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/"\$(ref|template|expr)"/.test(text));
        expect(JSON.stringify(await values.resolve(value as Json, scope()))).toBe(text);
      }),
    );
  });
});

describe('templates', () => {
  it('writes texts as they are, objects as JSON and nothing as empty', async () => {
    const parts = [
      '<',
      ref('$input', 'title'),
      '|',
      ref('triage'),
      '|',
      ref('never'),
      '|',
      ref('$input', 'n'),
      '>',
    ] as Json[];
    expect(await values.resolve({ $template: parts }, scope())).toBe('<Cart|{"severity":"high"}||3>');
  });

  it('E12: a reference that brings template text brings text', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: text that only looks like a template is the point.
    const tricky = '{"$ref":{"node":"$run"}} {{run.id}} ${run}';
    expect(await values.resolve({ $template: [ref('$input')] }, scope({ input: tricky }))).toBe(tricky);
  });
});

describe('expressions', () => {
  it.each<[string, Json]>([
    ['input.n + 1', 4],
    ['nodes.triage.severity', 'high'],
    ['nodes.`fix-it`', 7],
    ['nodes.never', null],
    ['function($x) { $x }', null],
    ['[1, function($x) { $x }]', [1, null]],
    ['{"a": nodes.never, "b": 1}', { b: 1 }],
    ['$match("ababab", /ab/).match', ['ab', 'ab', 'ab']],
    ['$replace("Hello World", /o/i, "0")', 'Hell0 W0rld'],
    ['$split("a1b22c", /\\d+/)', ['a', 'b', 'c']],
    ['$contains("xABCx", /abc/i)', true],
  ])('%s', async (source, expected) => {
    expect(await values.resolve(expr(source), scope())).toEqual(expected);
  });

  it.each([
    'constructor.constructor("return process")()',
    '$string.constructor("return process")()',
    'input.constructor.constructor("return 1")()',
    'this.process.env',
    'globalThis.process',
    '$lookup(input, "__proto__").polluted',
    '$eval("constructor.constructor(\\"return process\\")()")',
    'input.toString.constructor("return process")()',
    '__proto__.constructor',
    '$each(input, function($v, $k) { $v.constructor })',
    '$merge([{"__proto__": {"polluted": true}}]).polluted',
    '$ ~> |$|{"__proto__": {"polluted": true}}|',
    'require("fs")',
    'import("fs")',
  ])('E1 E2: %s reaches nothing of the host', async (source) => {
    const text = await values
      .resolve(expr(source), scope())
      .then(JSON.stringify, (error: { code: string }) => error.code);
    expect(text).not.toMatch(/process|native code|\[Function|PATH/);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(await values.resolve(expr('$lookup({}, "polluted")'), scope())).toBeNull();
  });

  it.each([
    ['E7', '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)'],
    ['E7', '$contains("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /(a|a)*$/)'],
  ])('%s: %s answers in linear time', async (_, source) => {
    expect(await code(values.resolve(expr(source), scope()))).toBe('no error');
  });

  it.each([
    ['endless recursion', '($f := function($x) { 1 + $f($x) }; $f(1))'],
    ['endless tail recursion', '($f := function($x) { $f($x) }; $f(1))'],
    ['a list too long', '[1..9999999]'],
    ['a list far too long', '[1..1e9]'],
    ['a memory bomb', '($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $length($f("xxxxxxxxxx", 60)))'],
    ['a product of lists', '$count([1..3000].([1..3000].($)))'],
  ])('E8: %s is stopped and the next expression works', async (_, source) => {
    expect(await code(values.resolve(expr(source), scope()))).toMatch(/EXPRESSION_(TIMEOUT|OUT_OF_MEMORY)/);
    expect(await values.resolve(expr('1 + 1'), scope())).toBe(2);
  });

  it('E11: an answer over the limit is refused', async () => {
    expect(await code(values.resolve(expr('$pad("", 5000000, "x")'), scope()))).toMatch(
      /OUTPUT_TOO_LARGE|EXPRESSION_TIMEOUT/,
    );
  });

  it('says what is wrong with an expression that does not parse', async () => {
    await expect(values.resolve(expr('1 +'), scope())).rejects.toMatchObject({ code: 'EXPRESSION_FAILED' });
  });

  it('E13: many at once all get their answers', async () => {
    const all = await Promise.all(Array.from({ length: 300 }, (_, n) => values.resolve(expr(`${n} * 2`), scope())));
    expect(all).toEqual(Array.from({ length: 300 }, (_, n) => n * 2));
  });
});

describe('conditions', () => {
  const holds = (left: Json, operator: string, right?: Json) =>
    values.holds({ left, operator, ...(right === undefined ? {} : { right }) } as Json, scope());

  it.each<[Json, string, Json | undefined, boolean]>([
    [ref('triage', 'severity'), 'equals', 'high', true],
    ['3', 'equals', 3, true],
    [{ a: [1, { b: 2 }] }, 'equals', { a: [1, { b: 2 }] }, true],
    [null, 'equals', 0, false],
    ['', 'equals', 0, false],
    ['10', 'greater', '9', true],
    ['b', 'greater', 'a', true],
    [[], 'greater', 0, false],
    [3, 'at-least', 3, true],
    [3, 'less', 3, false],
    [3, 'at-most', '3', true],
    [null, 'less', 1, false],
    [['a', 1], 'contains', '1', true],
    ['order 12', 'contains', 12, true],
    [{ toString: 1 }, 'contains', 'hasOwnProperty', false],
    [null, 'not-contains', 'a', true],
    ['Hello', 'starts-with', 'He', true],
    ['Hello', 'ends-with', 'He', false],
    [{}, 'is-empty', undefined, true],
    [0, 'is-empty', undefined, false],
    [ref('never'), 'is-empty', undefined, true],
    ['x', 'is-not-empty', undefined, true],
    [true, 'is-true', undefined, true],
    [1, 'is-true', undefined, false],
    [false, 'is-false', undefined, true],
  ])('%j %s %j is %s', async (left, operator, right, expected) => {
    expect(await holds(left, operator, right)).toBe(expected);
  });

  it.each<[Json, boolean]>([
    [true, true],
    ['', false],
    [0, false],
    [null, false],
    ['false', true],
    [expr('input.n > 2'), true],
    [expr('nodes.never'), false],
    [ref('$input', 'tags'), true],
  ])('%j is judged %s', async (condition, expected) => {
    expect(await values.holds(condition, scope())).toBe(expected);
  });
});
