import { describe, expect, it } from 'vitest';
import { compile } from '../../../../compiler/pipeline';
import { fixtureEnv, loadFixture } from '../../../../compiler/testing/fixtures';
import { expectAsInFixture } from '../../../testing/expect-fixture';
import { statuses, typesOf, type Workbench } from '../workbench';

/** The fixtures of the compiler that most engines get wrong (design §4), from the document on. */
const names = ['asymmetric-diamond', 'skipped-branch-before-join', 'join-any-first-live', 'two-starts', 'two-triggers'];

/** Graphs through the real compiler and the real catalogue: fused, and with every node a step of its own. */
export function compiledCases(bench: () => Workbench): void {
  describe.each([
    ['fused', true],
    ['unfused', false],
  ])('%s', (_, fuse) => {
    it.each(names)('%s', async (name) => {
      const { graph, run: expected } = loadFixture(name);
      const { compiled } = compile(graph, { ...fixtureEnv, fuse });
      if (!compiled || !expected) throw new Error(`${name} does not compile, or does not say how it runs`);
      const run = await bench().run(compiled, expected.input, { triggerNodeId: expected.trigger });
      expectAsInFixture(run, expected);
      for (const [nodeId, status] of Object.entries(statuses(run))) {
        const once = status === 'SKIPPED' ? ['node.skipped'] : ['node.started', 'node.completed'];
        expect(typesOf(run, nodeId), `${nodeId} runs once, or is skipped`).toEqual(once);
      }
      if (name === 'join-any-first-live') {
        const live = ['live-1', 'live-2'].map((id) => run.rows.get(id)?.output);
        expect(live).toContainEqual(run.rows.get('first')?.output);
      }
    });
  });
}
