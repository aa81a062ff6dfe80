import { afterAll, describe, it } from 'vitest';
import { loadFixtures } from '../../../compiler/testing/fixtures';
import { expectAsInFixture } from '../../testing/expect-fixture';
import { runCompiled } from '../../testing/run-compiled';
import { createValues } from '../../values/values';

/** What the compiler makes of its fixtures runs as the fixtures say: fused, and with every node a step of its own. */
const values = createValues({ processes: 1 });
afterAll(() => values.close());

const fixtures = loadFixtures().flatMap(({ name, graph, run }) => (run ? [{ name, graph, run }] : []));

describe.each([
  ['fused', true],
  ['unfused', false],
])('compiled fixtures, %s', (_, fuse) => {
  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
    '%s',
    async (_name, { graph, run: expected }) => {
      const { run, rows } = await runCompiled(graph, expected, { fuse, values });
      expectAsInFixture({ ...run, status: run.record.status, rows }, expected);
    },
  );
});
