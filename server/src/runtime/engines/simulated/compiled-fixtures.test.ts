import { afterAll, describe, expect, it } from 'vitest';
import { loadFixtures } from '../../../compiler/testing/fixtures';
import { runCompiled } from '../../testing/run-compiled';
import { createValues } from '../../values/values';

/** What the compiler makes of its fixtures runs as the fixtures say: fused, and with every node a step of its own. */
const values = createValues({ threads: 1 });
afterAll(() => values.close());

const fixtures = loadFixtures().flatMap(({ name, graph, run }) => (run ? [{ name, graph, run }] : []));

describe.each([
  ['fused', true],
  ['unfused', false],
])('compiled fixtures, %s', (_, fuse) => {
  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
    '%s',
    async (_name, { graph, run: expected }) => {
      const { run, rows } = await runCompiled(graph, expected.input, { fuse, values });
      expect(run.record.status).toBe(expected.status);
      if (expected.error) expect(run.error).toMatchObject(expected.error);
      if (expected.output !== undefined) expect(run.output).toEqual(expected.output);
      expect(Object.fromEntries([...rows].map(([id, row]) => [id, row.status]))).toEqual(expected.nodes);
      for (const [id, output] of Object.entries(expected.outputs ?? {})) expect(rows.get(id)?.output).toEqual(output);
    },
  );
});
