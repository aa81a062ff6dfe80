import { type Diagnostic, diagnosticCodes } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { compile } from './pipeline';
import { fixtureEnv, loadFixtures } from './testing/fixtures';

const fixtures = loadFixtures();
const shown = ({ severity, code, nodeIds }: Diagnostic) =>
  `${severity} ${code}${nodeIds.length > 0 ? `: ${[...nodeIds].sort().join(', ')}` : ''}`;

describe('fixtures', () => {
  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (name, fixture) => {
    const { diagnostics, compiled } = compile(fixture.graph, fixtureEnv);
    expect(diagnostics.map(shown).sort()).toEqual(fixture.diagnostics);
    expect(compiled === null).toBe(name.startsWith('error.'));
    if (fixture.steps) expect(compiled?.plan.steps.map(({ nodeIds }) => nodeIds)).toEqual(fixture.steps);
    if (fixture.run)
      expect(Object.keys(fixture.run.nodes).sort()).toEqual(compiled?.plan.nodes.map(({ id }) => id).sort());
  });

  it('together show every code, except those for sizes', () => {
    const met = new Set(fixtures.flatMap(({ diagnostics }) => diagnostics.map((line) => line.split(/[ :]/)[1])));
    const elsewhere = [
      'GRAPH_NOT_JSON',
      'GRAPH_TOO_LARGE',
      'STEPS_OVER_LIMIT',
      'EXPRESSIONS_TOO_MANY',
      'MORE_FINDINGS',
    ];
    expect(Object.keys(diagnosticCodes).filter((code) => !met.has(code) && !elsewhere.includes(code))).toEqual([]);
  });
});
