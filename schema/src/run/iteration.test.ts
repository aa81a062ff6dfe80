import { describe, expect, it } from 'vitest';
import {
  childIteration,
  compareIterations,
  inIteration,
  isWithinIteration,
  iterationDepth,
  iterationLineage,
  outerIteration,
  outermostNode,
  parseIteration,
  rootIteration,
} from './iteration';

describe('iterations', () => {
  it('are made from the node that starts them and a number', () => {
    const third = childIteration(rootIteration, 'each', 3);
    expect(third).toBe('each:3');
    expect(childIteration(third, 'again', 1)).toBe('each:3/again:1');
    expect(childIteration('fix:1/ada:3', 'grace', 1)).toBe('fix:1/ada:3/grace:1');
  });

  it('are read back into what they were made from', () => {
    expect(parseIteration(rootIteration)).toEqual([]);
    expect(parseIteration('each:3/again:12')).toEqual([
      { nodeId: 'each', number: 3 },
      { nodeId: 'again', number: 12 },
    ]);
    expect(outermostNode('each:3/again:12')).toBe('each');
    expect(outermostNode(rootIteration)).toBeNull();
  });

  it('know what is around them', () => {
    expect(outerIteration('each:3/again:1')).toEqual({ iteration: 'each:3', nodeId: 'again' });
    expect(outerIteration('each:3')).toEqual({ iteration: rootIteration, nodeId: 'each' });
    expect(outerIteration(rootIteration)).toBeNull();
    expect(iterationLineage('each:3/again:1')).toEqual(['each:3/again:1', 'each:3', rootIteration]);
    expect([rootIteration, 'ada:3', 'ada:3/grace:1'].map(iterationDepth)).toEqual([0, 1, 2]);
  });

  it('are within themselves, their parents and the graph, and never within one that only looks alike', () => {
    expect(isWithinIteration('each:1', 'each:1')).toBe(true);
    expect(isWithinIteration('each:1/again:2', 'each:1')).toBe(true);
    expect(isWithinIteration('each:1', rootIteration)).toBe(true);
    expect(isWithinIteration('each:10', 'each:1')).toBe(false);
    expect(isWithinIteration('each:10/again:1', 'each:1')).toBe(false);
    expect(isWithinIteration(rootIteration, 'each:1')).toBe(false);
  });

  it('are ordered as they are nested and counted', () => {
    const inOrder = [rootIteration, 'each:1', 'each:1/again:1', 'each:2', 'each:10', 'other:1'];
    expect([...inOrder].reverse().sort(compareIterations)).toEqual(inOrder);
    expect(compareIterations('each:2', 'each:2')).toBe(0);
  });

  it('make the names of steps unique in a run', () => {
    expect(inIteration(rootIteration, 'node:a')).toBe('node:a');
    expect(inIteration('each:3', 'node:a')).toBe('each:3/node:a');
  });
});
