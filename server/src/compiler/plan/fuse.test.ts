import type { GraphDocument, NodePolicy } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { compile } from '../pipeline';
import { chain, edge, expr, node, path, pipeline, start } from '../testing/build-graph';

const stepsOf = (graph: GraphDocument, fuse = true) =>
  compile(graph, { squads: new Map(), fuse }).compiled?.plan.steps.map(({ nodeIds }) => nodeIds.join(' '));

/** start → a → b → c with policies for some. */
const row = (policies: Record<string, NodePolicy>) =>
  pipeline(
    [start(), ...['a', 'b', 'c'].map((id) => node(id, 'data.transform', undefined, policies[id]))],
    path('start', 'a', 'b', 'c'),
  );

describe('fusing', () => {
  it('makes one step of a chain of pure nodes', () => {
    expect(stepsOf(chain(5))).toEqual(['start n0 n1 n2 n3 n4']);
  });

  it('can be switched off', () => {
    expect(stepsOf(chain(3), false)).toEqual(['start', 'n0', 'n1', 'n2']);
  });

  it.each<[string, Record<string, NodePolicy>, string[]]>([
    ['a node that may leave by its error port ends a step', { b: { onError: 'port' } }, ['start a b', 'c']],
    ['a node that goes on after a failure does not', { b: { onError: 'continue' } }, ['start a b c']],
    ['a node that joins with any begins a step', { b: { join: 'any' } }, ['start a', 'b c']],
    ['a node that is switched off stands alone', { b: { disabled: true } }, ['start a', 'b', 'c']],
    ['a node that waits between attempts stands alone', { b: { retry: { maxAttempts: 2 } } }, ['start a', 'b', 'c']],
    ['a node with a time limit stands alone', { b: { timeoutSeconds: 5 } }, ['start a', 'b', 'c']],
    ['a mock ends a step', { b: { mock: { port: 'out', output: 1 } } }, ['start a b', 'c']],
  ])('%s', (_, policies, expected) => {
    expect(stepsOf(row(policies))).toEqual(expected);
  });

  it('ends a step at a branch, at two ways out, and before two ways in', () => {
    const branch = node('way', 'flow.branch', { condition: expr('input.x') });
    const forked = pipeline(
      [start(), branch, node('a'), node('b'), node('join', 'flow.merge'), node('end')],
      [
        edge('start', 'way'),
        edge('way:true', 'a'),
        edge('a', 'b'),
        edge('b', 'join'),
        edge('way:false', 'join'),
        edge('join', 'end'),
      ],
    );
    expect(stepsOf(forked)).toEqual(['start way', 'a b', 'join end']);
    const twoWays = pipeline([start(), node('a'), node('b')], [edge('start', 'a'), edge('start', 'b')]);
    expect(stepsOf(twoWays)).toEqual(['start', 'a', 'b']);
  });

  it('never takes a node that asks a model into a step with others', () => {
    const agent = node('think', 'agent.task', { role: 'designer', instructions: 'Think' });
    expect(stepsOf(pipeline([start(), node('a'), agent, node('b')], path('start', 'a', 'think', 'b')))).toEqual([
      'start a',
      'think',
      'b',
    ]);
  });

  it('never joins two branch ways of different ports, even with one edge drawn', () => {
    const branch = node('way', 'flow.branch', { condition: expr('input.x') });
    const oneWay = pipeline([start(), branch, node('a')], [edge('start', 'way'), edge('way:true', 'a')]);
    expect(stepsOf(oneWay)).toEqual(['start way', 'a']);
  });
});
