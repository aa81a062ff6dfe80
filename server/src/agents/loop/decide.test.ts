import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EdgeTool } from '../messages/edge-tools';
import { toolsOf } from '../tools/registry';
import { type DecideInput, decide } from './decide';
import { agentLimits } from './limits';

const grace: EdgeTool = { tool: 'delegate_grace', kind: 'delegate', to: 'grace', name: 'Grace', role: 'Developer' };
const base: DecideInput = {
  toolCalls: [],
  history: [],
  tools: toolsOf({ role: 'tech-lead', tools: ['calculate', 'current_time'] }),
  edges: [grace],
  inSquad: true,
  atDepthLimit: false,
  messagesLeft: 100,
};
const call = (name: string, args: unknown = {}, id = 'c') => ({ id, name, argumentsText: JSON.stringify(args) });
const one = (name: string, args?: unknown, more: Partial<DecideInput> = {}) =>
  decide({ ...base, ...more, toolCalls: [call(name, args)] });

describe('what becomes of a call', () => {
  it('goes along the edge it names, numbered within the execution', () => {
    const toolCalls = [call('delegate_grace', { message: 'One.' }), call('delegate_grace', { message: 'Two.' })];
    const first = decide({ ...base, toolCalls }).decisions;
    expect(first).toMatchObject([
      { kind: 'edge', to: 'grace', n: 1, text: 'One.' },
      { kind: 'edge', to: 'grace', n: 2, text: 'Two.' },
    ]);
    const entry = { kind: 'turn' as const, text: '', toolCalls, decisions: first, attempt: 1 };
    const history = [{ turn: 1, entry: { ...entry, verdict: { kind: 'calls' as const } }, results: new Map() }];
    expect(one('delegate_grace', { message: 'Three.' }, { history }).decisions).toMatchObject([{ n: 3 }]);
  });

  it('is refused without an edge, and outside a squad there is no such tool', () => {
    const refused = one('ask_grace', { message: 'Why?' });
    expect(refused.decisions).toMatchObject([{ kind: 'settled', code: 'EDGE_NOT_ALLOWED' }]);
    expect(refused.refusals).toMatchObject([{ to: 'grace', text: 'Why?', code: 'EDGE_NOT_ALLOWED' }]);
    expect(one('ask_grace', {}, { inSquad: false, edges: [] }).decisions).toMatchObject([{ code: 'UNKNOWN_TOOL' }]);
  });

  it('stops at the depth limit and when no messages are left', () => {
    expect(one('delegate_grace', { message: 'Go.' }, { atDepthLimit: true }).refusals).toMatchObject([
      { code: 'DEPTH_LIMIT' },
    ]);
    const toolCalls = ['a', 'b'].map((message) => call('delegate_grace', { message }));
    expect(decide({ ...base, toolCalls, messagesLeft: 1 }).decisions).toMatchObject([
      { kind: 'edge' },
      { code: 'BUDGET_EXCEEDED' },
    ]);
  });

  it.each([['{"a":'], ['[1]'], ['"text"'], ['null'], ['{"__proto__":{"x":1},"message":"m"}'], ['['.repeat(5_000)]])(
    'L2: arguments %s are answered with an error',
    (argumentsText) => {
      const toolCalls = [{ id: 'c', name: 'delegate_grace', argumentsText }];
      expect(decide({ ...base, toolCalls }).decisions).toMatchObject([{ code: 'INVALID_ARGUMENTS' }]);
    },
  );

  it('L2: counts calls as the same whatever the order of their arguments', () => {
    const toolCalls = [
      '{"message":"m","acceptanceCriteria":"x"}',
      '{"acceptanceCriteria":"x","message":"m"}',
      '{ "message": "m", "acceptanceCriteria": "x" }',
    ].map((argumentsText, index) => ({ id: `c${index}`, name: 'delegate_grace', argumentsText }));
    expect(decide({ ...base, toolCalls }).decisions).toMatchObject([
      { kind: 'edge' },
      { kind: 'edge' },
      { code: 'REPEATED_CALL' },
    ]);
  });

  it('whatever a model asks for, every call gets one decision, in order, and only edges that exist are used', () => {
    const name = fc.oneof(
      fc.constantFrom('delegate_grace', 'ask_grace', 'calculate', 'review_', '__proto__'),
      fc.string(),
    );
    const anyCall = fc.record({ id: fc.string(), name, argumentsText: fc.oneof(fc.json(), fc.string()) });
    fc.assert(
      fc.property(fc.array(anyCall, { maxLength: 40 }), fc.nat(5), fc.boolean(), (toolCalls, messagesLeft, inSquad) => {
        const { decisions, refusals } = decide({ ...base, toolCalls, messagesLeft, inSquad });
        expect(decisions.map((decision) => decision.callId)).toEqual(toolCalls.map((one) => one.id));
        const edges = decisions.filter((decision) => decision.kind === 'edge');
        expect(edges.length).toBeLessThanOrEqual(messagesLeft);
        expect(edges.every((decision) => decision.to === 'grace')).toBe(true);
        expect(edges.map((decision) => decision.n)).toEqual(edges.map((_, index) => index + 1));
        expect(decisions.filter(({ kind }) => kind !== 'settled').length).toBeLessThanOrEqual(agentLimits.callsPerTurn);
        if (!inSquad) expect(refusals).toEqual([]);
      }),
    );
  });
});
