import type { Json } from '@muster/schema';
import fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { expressionOf, referenceExpression, valueOfExpression } from './expression-text';
import { referenceTo, valueOfParts } from './template-parts';
import { type ModeMemory, noMemory, switchMode, type ValueMode, waitingMode } from './value-modes';

const ref = referenceTo('shape', ['patch', 'title']);
const odd = referenceTo('b-1', ['first name', '0', 'true']);

describe('a value as an expression', () => {
  it('is the text in quotes, the reference as a path, the template joined with &', () => {
    expect(
      ['abc', 'a "b"\n', ref, odd, { $template: ['Fix: ', ref, '!'] }, { $template: [ref, odd] }, 42, null].map(
        (value) => expressionOf(value as Json),
      ),
    ).toEqual([
      '"abc"',
      '"a \\"b\\"\\n"',
      'nodes.shape.patch.title',
      'nodes.`b-1`.`first name`[0].`true`',
      '"Fix: " & nodes.shape.patch.title & "!"',
      'nodes.shape.patch.title & nodes.`b-1`.`first name`[0].`true`',
      '42',
      'null',
    ]);
    expect(['$input', '$trigger', '$run'].map((node) => referenceExpression(referenceTo(node, ['a'])))).toEqual([
      'input.a',
      'trigger.a',
      'run.a',
    ]);
  });

  it('is an object with its references inside; lists with references and names JSONata cannot write are left alone', () => {
    expect(expressionOf({ who: ref, sum: { $expr: '1 + 2' }, deep: { a: [1] } } as never)).toBe(
      '{\n  "who": nodes.shape.patch.title,\n  "sum": (1 + 2),\n  "deep": {\n    "a": [\n      1\n    ]\n  }\n}',
    );
    expect([
      expressionOf([ref] as never),
      expressionOf(referenceTo('a`b', []) as never),
      expressionOf({ $template: [referenceTo('a', [''])] } as never),
    ]).toEqual([null, null, null]);
  });

  const scope = {
    input: { title: 'Cart', items: [{ name: 'a' }] },
    trigger: { by: 'Ada' },
    nodes: { shape: { patch: { title: 'T', lines: 3 } }, 'b-1': { 'first name': ['x', 'y'] } },
  };
  const references = [
    referenceTo('$input', ['title']),
    referenceTo('$input', ['items', '0', 'name']),
    referenceTo('$trigger', ['by']),
    referenceTo('shape', ['patch', 'title']),
    referenceTo('b-1', ['first name', '1']),
  ] as const;
  const resolved = ['Cart', 'a', 'Ada', 'T', 'y'];

  it('means the same to JSONata as the value means to a run', async () => {
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...references));
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 2, maxLength: 5 }), async (parts) => {
        const source = expressionOf({ $template: parts } as never) ?? '';
        const meant = parts
          .map((one) => (typeof one === 'string' ? one : resolved[references.indexOf(one as never)]))
          .join('');
        expect(await jsonata(source).evaluate(scope)).toBe(meant);
      }),
      { numRuns: 30 },
    );
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        if (/"(__proto__|\$ref|\$expr|\$template)":/.test(JSON.stringify(value))) return;
        const source = expressionOf(value as Json) ?? '';
        expect(JSON.stringify(await jsonata(source).evaluate(scope))).toBe(JSON.stringify(value));
      }),
      { numRuns: 30 },
    );
  });
});

describe('an expression as a value', () => {
  it('is a literal, a reference, or a concatenation of them, and nothing else', () => {
    const read = (source: string) => valueOfExpression(source)?.value;
    expect(read(' "abc" ')).toBe('abc');
    expect(read("'it''")).toBeUndefined();
    expect(read('\'say "hi"\\u0041\'')).toBe('say "hi"A');
    expect(read('nodes.shape.patch.title')).toEqual(ref);
    expect(read('nodes . `b-1` . "x y" [ 0 ]')).toEqual({ $ref: { node: 'b-1', path: ['x y', 0] } });
    expect(read('"Fix: " & input.title & "!"')).toEqual({
      $template: ['Fix: ', referenceTo('$input', ['title']), '!'],
    });
    expect(read('{"a": [1, true]}')).toEqual({ a: [1, true] });
    expect(read('-1.5')).toBe(-1.5);
    for (const source of [
      '$sum(input.items.price)',
      'input.title & 1',
      '"a" & ',
      '& "a"',
      '"a" "b"',
      'input.items[0',
      'input.items[price > 1]',
      'input.true',
      'nodes',
      'nodes[0]',
      'other.title',
      '("a")',
      '"a\\q"',
      '"open',
      'input.items.{"a": b}',
      '{"$expr": "1"}',
    ]) {
      expect(valueOfExpression(source), source).toBeNull();
    }
  });

  it('gives back every text and every template', () => {
    const part = fc.oneof(fc.string(), fc.constant(ref), fc.constant(referenceTo('$input', ['a b'])));
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 6 }), (parts) => {
        const source = expressionOf({ $template: parts } as never) ?? '';
        expect(valueOfExpression(source)).toEqual({ value: valueOfParts(parts) });
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(valueOfExpression(JSON.stringify(text))?.value).toBe(text);
      }),
    );
  });
});

describe('switching how a value is given', () => {
  /** A field: types, switches, and what stands in it. */
  function field(mode: ValueMode, value: Json | undefined) {
    let memory: ModeMemory = noMemory;
    const self = {
      mode,
      value,
      type: (next: Json) => {
        self.value = next;
      },
      to: (next: ValueMode) => {
        const switched = switchMode({ memory, from: self.mode, to: next, value: self.value });
        memory = switched.memory;
        self.mode = next;
        self.value = switched.value;
        return switched.value;
      },
      waiting: () => waitingMode(memory, self.mode),
    };
    return self;
  }

  it('converts where both can say the same, and back', () => {
    const one = field('text', 'abc');
    expect(one.to('expression')).toEqual({ $expr: '"abc"' });
    one.type({ $expr: '"abcd"' });
    expect(one.to('text')).toBe('abcd');
    expect(one.waiting()).toBeNull();
  });

  it('keeps an expression that text cannot say, and restores it to the letter', () => {
    const one = field('expression', { $expr: ' $sum( input.items.price ) ' });
    expect(one.to('text')).toBe('');
    expect(one.waiting()).toBe('expression');
    expect(one.to('expression')).toEqual({ $expr: ' $sum( input.items.price ) ' });
    expect(one.waiting()).toBeNull();
  });

  it('keeps both when something was typed in between, whichever way it is switched', () => {
    const one = field('expression', { $expr: '$now()' });
    one.to('text');
    one.type('hi');
    expect(one.to('expression')).toEqual({ $expr: '$now()' });
    expect(one.waiting()).toBe('text');
    expect(one.to('text')).toBe('hi');
  });

  it('comes back to the last text when an expression went beyond it', () => {
    const one = field('text', 'abc');
    one.to('expression');
    one.type({ $expr: '$uppercase("abc")' });
    expect(one.to('text')).toBe('abc');
    expect(one.to('expression')).toEqual({ $expr: '$uppercase("abc")' });
  });

  it('takes objects, lists and conditions apart and together again', () => {
    const fields = field('fields', { a: 1, b: ref } as never);
    expect(fields.to('text')).toBe('{"a":1,"b":{"$ref":{"node":"shape","path":["patch","title"]}}}');
    expect(fields.to('fields')).toEqual({ a: 1, b: ref });
    const text = field('text', 'abc');
    expect(text.to('fields')).toEqual({ value: 'abc' });
    text.type({ value: 'xyz' });
    expect(text.to('text')).toBe('xyz');
    const condition = field('compare', { left: ref, operator: 'equals', right: 'x' } as never);
    expect(condition.to('expression')).toEqual({ $expr: '' });
    expect(condition.waiting()).toBe('compare');
    condition.type({ $expr: 'input.ok' });
    expect(condition.to('compare')).toEqual({ left: ref, operator: 'equals', right: 'x' });
    expect(condition.to('expression')).toEqual({ $expr: 'input.ok' });
  });

  it('loses nothing: there and back at once is always the same value', () => {
    const value = fc.oneof(
      fc.jsonValue().map((json) => ({ mode: 'json' as const, value: json as Json })),
      fc.string().map((text) => ({ mode: 'text' as const, value: text as Json })),
      fc.string().map((source) => ({ mode: 'expression' as const, value: { $expr: source } as Json })),
      fc.dictionary(fc.string(), fc.jsonValue()).map((json) => ({ mode: 'fields' as const, value: json as Json })),
    );
    fc.assert(
      fc.property(value, fc.constantFrom('text', 'fields', 'expression', 'json', 'compare'), (start, to) => {
        const one = field(start.mode, start.value);
        one.to(to as ValueMode);
        expect(one.to(start.mode)).toEqual(start.value);
      }),
    );
  });
});
