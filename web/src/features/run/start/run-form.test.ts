import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialValues, readInputFields } from './input-fields';
import { placeProblems, readJson, readValues } from './read-values';
import { runStartsOf } from './run-starts';

const schema = {
  type: 'object',
  properties: {
    title: { type: 'string', title: 'Title', minLength: 3, maxLength: 80 },
    report: { type: 'string' },
    severity: { enum: ['low', 'high'] },
    count: { type: 'integer', minimum: 1 },
    urgent: { type: 'boolean', default: true },
    commits: { type: 'array', items: { type: 'string' } },
    extra: { type: 'object' },
  },
  required: ['title', 'report'],
};
const fields = readInputFields(schema) ?? [];

describe('a form from an input schema', () => {
  it('has a control for each kind of property', () => {
    expect(fields.map((field) => [field.key, field.control, field.required])).toEqual([
      ['title', 'line', true],
      ['report', 'text', true],
      ['severity', 'select', false],
      ['count', 'number', false],
      ['urgent', 'switch', false],
      ['commits', 'lines', false],
      ['extra', 'json', false],
    ]);
    expect(fields[1]?.label).toBe('Report');
  });

  it('is left to JSON when the schema names no properties', () => {
    for (const odd of [
      undefined,
      true,
      {},
      { type: 'string' },
      { type: 'object', properties: {} },
      { properties: [] },
    ]) {
      expect(readInputFields(odd)).toBeNull();
    }
  });

  it('fills in what is given, else the defaults', () => {
    const values = initialValues(fields, { title: 'Cart', commits: ['a', 'b'], extra: { a: 1 } });
    expect(values).toMatchObject({ title: 'Cart', report: '', urgent: true, commits: 'a\nb', extra: '{\n  "a": 1\n}' });
  });

  it('makes the input, without what was left empty', () => {
    const values = {
      title: 'Cart',
      report: 'It crashes',
      count: '2',
      urgent: false,
      commits: 'a\n\n b ',
      severity: 'high',
    };
    expect(readValues(fields, values)).toEqual({
      input: { title: 'Cart', report: 'It crashes', severity: 'high', count: 2, urgent: false, commits: ['a', 'b'] },
      problems: {},
    });
  });

  it('says what is wrong at the field', () => {
    const { problems } = readValues(fields, { title: 'ab', report: ' ', count: '1.5', extra: '{' });
    expect(problems).toMatchObject({
      title: 'At least 3 characters; these are 2.',
      report: 'This is needed.',
      count: 'Write a whole number.',
    });
    expect(problems.extra).toContain('not JSON');
  });

  it('gives back any input it was filled with', () => {
    const input = fc.record({
      title: fc.string({ minLength: 3, maxLength: 80 }).filter((text) => text.trim() !== ''),
      report: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
      count: fc.integer({ min: 1 }),
      urgent: fc.boolean(),
    });
    fc.assert(
      fc.property(input, (value) => {
        expect(readValues(fields, initialValues(fields, value)).input).toEqual(value);
      }),
    );
  });

  it('spreads the server’s complaints over its fields', () => {
    const placed = placeProblems(
      [
        { message: 'Too short.', path: ['input', 'title'] },
        { message: 'Unknown.', path: ['input', 'other', 'deep'] },
        { message: 'Not published.', path: ['workflowId'] },
      ],
      fields,
    );
    expect(placed).toEqual({ problems: { title: 'Too short.' }, form: 'other › deep: Unknown. Not published.' });
  });
});

it('says what is wrong with JSON', () => {
  expect(readJson('{"a": 1}')).toEqual({ value: { a: 1 } });
  expect(readJson('{\n  "a": x\n}')).toEqual({ problem: 'This is not JSON: “x” cannot stand where it is.' });
  expect(readJson('{"a": ')).toMatchObject({ problem: expect.stringContaining('missing at the end') });
});

describe('the ways to start a published graph', () => {
  const node = { id: 's', type: 'trigger.manual', typeVersion: 1, name: 'Start', config: { inputSchema: schema } };
  const startsOf = (...nodes: object[]) => runStartsOf({ kind: 'pipeline', nodes });

  it('are its manual triggers, each with its own schema', () => {
    expect(startsOf(node, { ...node, id: 't', name: '', config: {} }, { id: 'x', type: 'data.transform' })).toEqual([
      { triggerNodeId: 's', name: 'Start', schema },
      { triggerNodeId: 't', name: 't', schema: undefined },
    ]);
  });

  it('leave disabled triggers out, and other kinds unless there is no manual one', () => {
    const off = { ...node, id: 'off', policy: { disabled: true } };
    const hook = { ...node, id: 'hook', type: 'trigger.webhook' };
    expect(startsOf(off, hook, node).map(({ triggerNodeId }) => triggerNodeId)).toEqual(['s']);
    expect(startsOf(off, hook).map(({ triggerNodeId }) => triggerNodeId)).toEqual(['hook']);
  });

  it('are one for a squad, which needs a task, and none for what is no graph', () => {
    expect(runStartsOf({ kind: 'squad', nodes: [] })).toMatchObject([
      { triggerNodeId: null, schema: { required: ['description'] } },
    ]);
    expect(runStartsOf('nonsense')).toEqual([]);
  });
});
