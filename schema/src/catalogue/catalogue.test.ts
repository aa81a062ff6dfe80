import { describe, expect, it } from 'vitest';
import type { PortsManifest } from './manifest';
import { resolvePorts } from './ports';
import { summarise } from './summarise';

const classes: PortsManifest = {
  in: [{ id: 'in', label: 'in' }],
  out: [{ id: 'other', label: 'other' }],
  fromConfig: [{ path: 'classes', prefix: 'class:', idKey: 'id', labelKey: 'title' }],
  canFail: true,
};
const outIds = (config: Parameters<typeof resolvePorts>[1], policy?: Parameters<typeof resolvePorts>[2]) =>
  resolvePorts(classes, config, policy).out.map((port) => port.id);

describe('resolvePorts', () => {
  it('makes a port for each element of the config, once', () => {
    expect(outIds({ classes: [{ id: 'bug' }, { id: 'spam' }, { id: 'bug' }] })).toEqual([
      'class:bug',
      'class:spam',
      'other',
    ]);
  });

  it('labels a port by the config, or by its id', () => {
    const { out } = resolvePorts(classes, {
      classes: [
        { id: 'a', title: 'First' },
        { id: 'b', title: '' },
      ],
    });
    expect(out.map((port) => port.label)).toEqual(['First', 'b', 'other']);
  });

  it.each([[null], ['text'], [7], [[null, {}, { id: 3 }, 'x']], [{ $expr: 'x' }]])(
    'bears a half-written config %j',
    (value) => {
      expect(outIds({ classes: value as never })).toEqual(['other']);
    },
  );

  it('has an error port only when the policy asks for one and the node can fail', () => {
    expect(outIds({}, { onError: 'port' })).toEqual(['other', 'error']);
    expect(outIds({}, { onError: 'continue' })).toEqual(['other']);
    const { canFail: _, ...never } = classes;
    expect(resolvePorts(never, {}, { onError: 'port' }).out.map((port) => port.id)).toEqual(['other']);
  });
});

describe('summarise', () => {
  const ref = (node: string, ...path: string[]) => ({ $ref: { node, path } });

  it('reads like a sentence', () => {
    const sentence = ['{condition.left} {condition.operator|operator} {condition.right}'];
    const condition = { left: ref('triage', 'severity'), operator: 'at-least', right: 'high' };
    expect(summarise(sentence, { condition })).toBe('severity is at least high');
  });

  it('takes the first sentence whose places are all set', () => {
    const summary = ['{a} and {b}', '{a}', 'nothing yet'];
    expect(summarise(summary, { a: 'x', b: 'y' })).toBe('x and y');
    expect(summarise(summary, { a: 'x', b: '' })).toBe('x');
    expect(summarise(summary, {})).toBe('nothing yet');
  });

  it('names lists, keys, roles, templates and whole outputs', () => {
    expect(summarise(['{classes[].id}'], { classes: [{ id: 'bug' }, { id: 'spam' }] })).toBe('bug · spam');
    expect(summarise(['{schema.properties|keys}'], { schema: { properties: { title: {}, report: {} } } })).toBe(
      'title, report',
    );
    expect(summarise(['{role|role}'], { role: 'tech-lead' })).toBe('Tech lead');
    expect(summarise(['{t}'], { t: { $template: ['Fix ', ref('start', 'title'), '\n now'] } })).toBe('Fix title now');
    expect(summarise(['{t}'], { t: ref('list') }, (id) => (id === 'list' ? 'List commits' : undefined))).toBe(
      'List commits',
    );
  });

  it('does not reach into prototypes and keeps itself short', () => {
    expect(summarise(['{constructor.name}', 'safe'], {})).toBe('safe');
    expect(summarise(['{t}'], { t: 'x'.repeat(1000) })).toHaveLength(160);
  });

  it.each([
    [{ $ref: null }],
    [{ $ref: { node: 'a', path: 'b' } }],
    [{ $template: 'x' }],
    [{ $template: [null, { $ref: 1 }] }],
  ])('bears a broken value %j', (value) => {
    expect(() => summarise(['{t}'], { t: value as never })).not.toThrow();
  });
});
