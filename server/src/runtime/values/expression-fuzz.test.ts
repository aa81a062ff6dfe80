import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { anyExpression } from './testing/any-expression';
import { createValues } from './values';

const values = createValues({ processes: 3, memoryMb: 64, timeoutMs: 200, nodeMs: 400, graceMs: 300 });
afterAll(() => values.close());
const scope = { input: { text: 'x', list: [1, 2, 3] }, trigger: null, nodes: {}, run: {} };
const coded = /^(EXPRESSION_(FAILED|TIMEOUT|OUT_OF_MEMORY)|OUTPUT_TOO_LARGE)$/;

it('E8 R12: any nesting of functions gives a value or a code, and others go on', async () => {
  const hostile = fc.array(anyExpression, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(hostile, hostile, async (first, second) => {
      const evaluate = (sources: readonly string[], workspaceId: string) =>
        values
          .resolve(
            sources.map(($expr) => ({ $expr })),
            scope,
            { workspaceId },
          )
          .then(
            (value) => expect(value).toHaveLength(sources.length),
            (error: { code?: string }) => expect(error.code).toMatch(coded),
          );
      const bombs = [evaluate(first, 'hostile'), evaluate(second, 'hostile')];
      expect(await values.resolve({ $expr: '1 + 1' }, scope, { workspaceId: 'quiet' })).toBe(2);
      await Promise.all(bombs);
      expect(await values.resolve({ $expr: '1 + 1' }, scope, { workspaceId: 'hostile' })).toBe(2);
    }),
    { numRuns: Number(process.env.MUSTER_FUZZ_RUNS ?? 20) },
  );
}, 900_000);
