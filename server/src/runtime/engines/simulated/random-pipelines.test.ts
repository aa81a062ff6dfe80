import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomPipeline, randomPipeline } from '../../testing/random-pipelines';
import { simulatedHarness } from '../../testing/simulated-harness';
import { type RunSnapshot, typesOf, Workbench } from '../conformance/workbench';
import type { SimulatedFaults } from './simulated-engine';

/** Design §4 as a fixed point, against what the runtime did. */
function check({ plan, runs, failing }: RandomPipeline, run: RunSnapshot): void {
  expect(run.status).toBe('SUCCEEDED');
  for (const { id } of plan.nodes) {
    const expected = !runs.has(id) ? 'SKIPPED' : failing.has(id) ? 'FAILED' : 'SUCCEEDED';
    expect(run.rows.get(id)?.status, id).toBe(expected);
    const ends = typesOf(run, id).filter((type) => !['node.started', 'node.retrying'].includes(type));
    expect(ends, id).toHaveLength(1);
  }
}

async function runRandom(
  pipeline: RandomPipeline,
  faults: SimulatedFaults & { failWrite?: number },
): Promise<RunSnapshot> {
  const bench = await Workbench.open(simulatedHarness(faults));
  try {
    for (const [id, behaviour] of pipeline.behaviours) bench.behaviours.set(id, behaviour);
    return await bench.run(pipeline.plan, 'in', { triggerNodeId: 'start' });
  } finally {
    await bench.close();
  }
}

describe('random pipelines', () => {
  it('run as design §4 says', async () => {
    await fc.assert(
      fc.asyncProperty(randomPipeline, async (pipeline) => {
        const run = await runRandom(pipeline, { seed: 1 });
        check(pipeline, run);
        for (const row of run.rows.values()) expect(row.attempt).toBe(1);
      }),
      { numRuns: 150 },
    );
  });

  it('run the same with the process killed after any step, jobs delivered twice and writes that fail', async () => {
    await fc.assert(
      fc.asyncProperty(randomPipeline, fc.nat(), async (pipeline, seed) => {
        const faults = { seed, killAfterStep: 0.15, deliverTwice: 0.3, breakOff: 0.3, failWrite: 0.05 };
        check(pipeline, await runRandom(pipeline, faults));
      }),
      { numRuns: 150 },
    );
  });
});
