import assert from 'node:assert/strict';
import { createClient, generateSubscriptionOp } from '../../../generated/genql';
import { type Access, openSocket } from '../connect';
import { type GuideEvent, guideGraph, guideInput } from '../guide';

/** The guide's program on a client that genql generated from the running server. Prints how the run ended. */
const access: Access = JSON.parse(process.env.ACCESS ?? '');
const client = createClient(access);
const userErrors = { code: true, message: true, path: true } as const;

const { createWorkflow } = await client.mutation({
  createWorkflow: {
    __args: { input: { name: 'Sum up a report', kind: 'PIPELINE' } },
    workflow: { id: true, draftRevision: true },
    userErrors,
  },
});
const workflow = createWorkflow.workflow;
assert(workflow, JSON.stringify(createWorkflow.userErrors));

const { saveDraft } = await client.mutation({
  saveDraft: {
    __args: { input: { workflowId: workflow.id, expectedRevision: workflow.draftRevision, graph: guideGraph } },
    workflow: { draftRevision: true },
    userErrors,
  },
});
assert(saveDraft.workflow, JSON.stringify(saveDraft.userErrors));

const { publishWorkflow } = await client.mutation({
  publishWorkflow: {
    __args: { input: { workflowId: workflow.id, expectedRevision: saveDraft.workflow.draftRevision } },
    version: { number: true },
    userErrors,
  },
});
assert.equal(publishWorkflow.version?.number, 1);

const { startRun } = await client.mutation({
  startRun: { __args: { input: { workflowId: workflow.id, input: guideInput } }, run: { id: true }, userErrors },
});
const run = startRun.run;
assert(run, JSON.stringify(startRun.userErrors));

const socket = openSocket(access);
const { query, variables } = generateSubscriptionOp({
  runEvents: { __args: { runId: run.id, afterSeq: 0 }, seq: true, type: true, nodeId: true },
});
const seen: number[] = [];
for await (const { data, errors } of socket.iterate<{ runEvents: GuideEvent }>({ query, variables: variables ?? {} })) {
  assert(data, JSON.stringify(errors));
  if (data.runEvents.seq !== null) seen.push(data.runEvents.seq);
}
await socket.dispose();
assert.deepEqual(
  seen,
  seen.map((_, index) => index + 1),
);

const result = await client.query({ run: { __args: { id: run.id }, status: true, output: true } });
process.stdout.write(`${result.run?.status}\n`);
