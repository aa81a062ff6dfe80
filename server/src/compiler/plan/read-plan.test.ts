import { describe, expect, it } from 'vitest';
import { compile } from '../pipeline';
import { fixtureEnv, loadFixtures } from '../testing/fixtures';
import { migratePlan, readFunctions, readPlan } from './read-plan';

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const compiled = loadFixtures().flatMap(({ name, graph }) => {
  const result = compile(graph, fixtureEnv).compiled;
  return result ? [{ name, plan: throughJson(result.plan), functions: throughJson(result.functions) }] : [];
});

describe('reading a stored plan', () => {
  it.each(compiled.map((one) => [one.name, one] as const))('gives what the compiler made of %s', (_, one) => {
    expect(readPlan(one.plan)).toEqual(one.plan);
    expect(readFunctions(one.functions)).toEqual(one.functions);
  });

  const [{ plan = null, functions = null } = {}] = compiled;
  const changed = (change: (copy: NonNullable<typeof plan>) => unknown) => {
    const copy = throughJson(plan) as NonNullable<typeof plan>;
    change(copy);
    return copy;
  };
  it.each<[string, unknown, string]>([
    ['text', 'plan', 'The stored plan must be an object'],
    ['no plan version', {}, 'planVersion must be a whole number'],
    ['a newer plan version', { ...plan, planVersion: 99 }, 'planVersion is 99, and this server reads up to 1'],
    ['an older version without a migration', { ...plan, planVersion: 0 }, 'no migration from 0'],
    [
      'an operation nobody knows',
      changed(({ nodes }) => Object.assign(nodes[0]?.operation ?? {}, { kind: 'fly' })),
      'plan.nodes[0].operation.kind',
    ],
    [
      'a field of the wrong type',
      changed((copy) => Object.assign(copy, { steps: 'all' })),
      'plan.steps must be a list',
    ],
    ['an edge to a missing node', changed((copy) => copy.nodes.splice(1)), 'which is missing'],
  ])('refuses %s, and says what is wrong', (_, stored, message) => {
    const reading = () => readPlan(stored);
    expect(reading).toThrow(expect.objectContaining({ code: 'PLAN_UNREADABLE' }));
    expect(reading).toThrow(message);
  });

  it('refuses functions of the wrong form, and says where', () => {
    expect(() => readFunctions([{ ...functions?.[0], retries: 'many' }])).toThrow('functions[0].retries');
  });

  it('reads functions as they were stored with fields that are gone', () => {
    const gone = { concurrency: null, planHash: 'abc', triggers: [{ event: 'squad/agent.collaborate' }] };
    const [read] = readFunctions([{ ...functions?.[0], ...gone }]);
    expect(read).toEqual({ ...functions?.[0], triggers: gone.triggers });
  });

  it('brings a plan of an older version to this one, step by step', () => {
    const steps = {
      1: (old: object) => ({ ...old, a: 1 }),
      2: (old: object) => ({ ...old, b: 'a' in old }),
    };
    expect(migratePlan({ planVersion: 1 }, steps, 3)).toEqual({ planVersion: 3, a: 1, b: true });
    expect(migratePlan({ planVersion: 2 }, steps, 3)).toEqual({ planVersion: 3, b: false });
  });
});
