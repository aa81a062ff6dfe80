import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squadVersion } from '../testing/agent-world';
import { edgeToolName, edgeToolsOf, messageOf, toDefinition, wantedEdge } from './edge-tools';

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);

describe('tools made from edges', () => {
  it('are named so that every provider takes them, and differ for different members', () => {
    fc.assert(
      fc.property(id, id, (a, b) => {
        for (const kind of ['delegate', 'ask', 'review'] as const) {
          expect(edgeToolName(kind, a)).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
          if (a !== b) expect(edgeToolName(kind, a)).not.toBe(edgeToolName(kind, b));
        }
      }),
    );
  });

  it('are those of the edges a member owns, each once', () => {
    const { plan } = squadVersion({ ada: { lead: true }, grace: {}, edsger: {} }, [
      'ada delegate grace',
      'ada review edsger',
      'grace ask ada',
    ]);
    plan.edges.push({ ...(plan.edges[0] as (typeof plan.edges)[number]), id: 'again' });
    expect(edgeToolsOf(plan, 'ada').map((one) => one.tool)).toEqual(['delegate_grace', 'review_edsger']);
    expect(edgeToolsOf(plan, 'grace').map((one) => one.tool)).toEqual(['ask_ada']);
    expect(edgeToolsOf(plan, 'edsger')).toEqual([]);
    const [first] = edgeToolsOf(plan, 'ada').map(toDefinition);
    expect(first?.description).toBe('Hands a piece of work to grace (Backend developer) and waits for the result.');
  });

  it('put the parts of a message together, and want a message at least', () => {
    expect(messageOf({ message: 'Look.', work: 'A patch.' })).toBe('Look.\n\nWork to review:\nA patch.');
    for (const args of [null, [], {}, { message: '  ' }, { message: 7 }]) expect(messageOf(args)).toBeNull();
    expect(wantedEdge('review_x-1')).toEqual({ kind: 'review', to: 'x-1' });
    for (const name of ['reviewer', 'ask_', 'ask_\u0000', 'ask_a b']) expect(wantedEdge(name)).toBeNull();
  });
});
