import { isJsonObject } from '@muster/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { readPlan } from '../compiler/plan/read-plan';
import { createValues } from '../runtime';
import { type History, loadHistories, type RecordedNodeRun } from './testing/history';
import { type Cut, eventsByNode, replay } from './testing/replay';

const values = createValues({ processes: 1 });
afterAll(() => values.close());

const histories = loadHistories();
const planOf = (history: History) => readPlan(history.versions[history.run.versionId]?.plan);
const mainOf = (history: History) => history.jobs.findIndex(({ isMain }) => isMain);
const withoutUsage = ({ usage: _, ...row }: RecordedNodeRun) => row;
const byPlace = <Row extends { nodeId: string; iteration: string }>(rows: Row[]) =>
  [...rows].sort((a, b) => (`${a.nodeId} ${a.iteration}` < `${b.nodeId} ${b.iteration}` ? -1 : 1));

/** Everything that was recorded, without the step that ended the run itself: its end is what is replayed. */
function whole(history: History, jobIndex: number): Cut {
  const job = history.jobs[jobIndex];
  const endsRun = job?.isMain && planOf(history).kind === 'squad' ? ['end'] : [];
  const steps = Object.keys(job?.steps ?? {}).filter((id) => !endsRun.includes(id));
  return { steps: new Set(steps), nodeRuns: history.nodeRuns };
}

/** The first `count` steps that ended, with the nodes in them. */
function beginning(history: History, count: number): Cut {
  const place = new Map(history.nodeRuns.map(({ nodeId }, index) => [nodeId, index]));
  const lastOf = (nodeIds: readonly string[]) => Math.max(...nodeIds.map((id) => place.get(id) ?? -1));
  const recorded = history.jobs[mainOf(history)]?.steps ?? {};
  const steps = planOf(history)
    .steps.filter(({ id }) => id in recorded)
    .sort((a, b) => lastOf(a.nodeIds) - lastOf(b.nodeIds))
    .slice(0, count);
  const nodeIds = new Set(steps.flatMap((step) => step.nodeIds));
  return {
    steps: new Set(steps.map(({ id }) => id)),
    nodeRuns: history.nodeRuns.filter(({ nodeId }) => nodeIds.has(nodeId)),
  };
}

/** The same path: the same steps with the same results, the same rows, the same events of each node. */
async function expectSamePath(history: History, cut: Cut) {
  const { replayed, recorded } = await replay(history, mainOf(history), cut, values);
  const main = recorded.jobs[mainOf(recorded)];
  expect(replayed.invoked).toEqual([]);
  expect(replayed.steps).toEqual(main?.steps);
  expect(replayed.end).toEqual(main?.end);
  expect(byPlace(replayed.nodeRuns)).toEqual(byPlace(recorded.nodeRuns.map(withoutUsage)));
  expect(replayed.events).toEqual(eventsByNode(recorded.events));
  expect(replayed.status).toBe(recorded.run.status);
  expect(replayed.output).toEqual(recorded.run.output);
  expect(replayed.error).toEqual(recorded.run.error);
}

describe.each(histories.map((one) => [one.name, one.history] as const))('%s', (_, history) => {
  it('replays to the same end: every function of the run asks for the recorded steps and no others', async () => {
    for (const [index, job] of history.jobs.entries()) {
      if (job.isMain) await expectSamePath(history, whole(history, index));
      else {
        const { replayed, recorded } = await replay(history, index, whole(history, index), values);
        const { end, steps } = recorded.jobs[index] ?? job;
        expect(replayed, job.functionId).toMatchObject({ end, steps, invoked: [] });
      }
    }
  });

  const { nodes, steps } = planOf(history);
  const racing = nodes.some(({ policy }) => policy.join === 'any');
  // Agents would ask a model, and of a race anybody may win.
  if (history.jobs.length > 1 || racing) return;
  it('continues in the same way after each of its steps', async () => {
    for (let count = 0; count < steps.length; count += 1) await expectSamePath(history, beginning(history, count));
  });
});

describe('a replay', () => {
  const history = histories.find(({ name }) => name === 'linear-three')?.history as History;

  it('notices a step that the code no longer asks for', async () => {
    const changed = structuredClone(history);
    const main = changed.jobs[mainOf(changed)];
    if (main) main.steps['node:gone'] = { result: null };
    await expect(expectSamePath(changed, whole(changed, mainOf(changed)))).rejects.toThrow(
      expect.objectContaining({ expected: expect.objectContaining({ 'node:gone': expect.anything() }) }),
    );
  });

  it('notices another result', async () => {
    const changed = structuredClone(history);
    for (const row of changed.nodeRuns) if (isJsonObject(row.output)) row.output = 'another';
    changed.run.output = 'another';
    await expect(expectSamePath(changed, beginning(changed, 0))).rejects.toThrow('deeply equal');
  });
});
