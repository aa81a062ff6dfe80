import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue';
import { checkOperation, factsOf, type Operation, operation as operationSchema, withName } from './table';

const agent = { role: 'tech-lead', instructions: '', maxTurns: 3 };
const place = { called: '"it"', incoming: [], squads: new Map([['wfl_1', { name: 'Bugs', versionId: null }]]) };
const codes = (operation: Operation, at = place) => checkOperation(operation, at).map(({ code }) => code);

describe('the table of operations', () => {
  it('describes whatever a node of the catalogue becomes, and its schema keeps all of it', () => {
    for (const node of catalogue.newest) {
      for (const { config } of node.examples) {
        const operation = node.lower?.(node.config.parse(config)) ?? { kind: 'run' as const };
        expect(operationSchema.parse(JSON.parse(JSON.stringify(operation)))).toEqual(operation);
        expect(['anywhere', 'last', 'never']).toContain(factsOf(operation).fuse);
      }
    }
  });

  it('refuses an operation that no table has, and one of another form', () => {
    expect(operationSchema.safeParse({ kind: 'teleport' }).success).toBe(false);
    expect(operationSchema.safeParse({ kind: 'stop', outcome: 'explode', value: null }).success).toBe(false);
    expect(() => factsOf({ kind: 'teleport' } as never)).toThrow('there is no operation "teleport"');
  });

  it('gives an agent the name of its node, unless it has one', () => {
    expect(withName({ kind: 'agent', agent }, 'Ada')).toEqual({ kind: 'agent', agent: { ...agent, name: 'Ada' } });
    const named = { kind: 'member' as const, lead: true, agent: { ...agent, name: 'Grace' } };
    expect(withName(named, 'Ada')).toEqual(named);
    expect(withName({ kind: 'pass' }, 'Ada')).toEqual({ kind: 'pass' });
  });

  it.each([
    [{ kind: 'squad', workflowId: '', task: null }, ['SQUAD_NOT_CHOSEN']],
    [{ kind: 'squad', workflowId: 'wfl_2', task: null }, ['SQUAD_UNKNOWN']],
    [{ kind: 'squad', workflowId: 'wfl_1', task: null }, ['SQUAD_NOT_PUBLISHED']],
    [{ kind: 'pass' }, []],
  ] as [Operation, string[]][])('checks %j', (operation, expected) => {
    expect(codes(operation)).toEqual(expected);
  });

  it('knows the port of a choice that is made before the run', () => {
    const choose = (when: boolean | { $expr: string }): Operation => ({
      kind: 'choose',
      cases: [{ port: 'true', when }],
      otherwise: 'false',
    });
    expect(factsOf(choose(true)).onlyPort).toBe('true');
    expect(factsOf(choose(false)).onlyPort).toBe('false');
    expect(factsOf(choose({ $expr: 'input.x' })).onlyPort).toBeNull();
  });
});
