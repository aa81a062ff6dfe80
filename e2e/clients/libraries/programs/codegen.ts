import assert from 'node:assert/strict';
import { print } from 'graphql';
import { GraphQLClient } from 'graphql-request';
import { graphql } from '../../../generated/codegen';
import { type Access, openSocket } from '../connect';
import { guideGraph, guideInput } from '../guide';

/** The guide's program on documents that GraphQL Code Generator typed from the running server. Prints how it ended. */
const access: Access = JSON.parse(process.env.ACCESS ?? '');
const client = new GraphQLClient(access.url, { headers: access.headers });

const { createWorkflow } = await client.request(
  graphql(`mutation Create($input: CreateWorkflowInput!) {
    createWorkflow(input: $input) { workflow { id draftRevision } userErrors { code message path } }
  }`),
  { input: { name: 'Sum up a report', kind: 'PIPELINE' } },
);
const workflow = createWorkflow.workflow;
assert(workflow, JSON.stringify(createWorkflow.userErrors));

const { saveDraft } = await client.request(
  graphql(`mutation Save($input: SaveDraftInput!) {
    saveDraft(input: $input) { workflow { draftRevision } userErrors { code message path } }
  }`),
  { input: { workflowId: workflow.id, expectedRevision: workflow.draftRevision, graph: guideGraph } },
);
assert(saveDraft.workflow, JSON.stringify(saveDraft.userErrors));

const { publishWorkflow } = await client.request(
  graphql(`mutation Publish($input: PublishWorkflowInput!) {
    publishWorkflow(input: $input) { version { number } userErrors { code message path } }
  }`),
  { input: { workflowId: workflow.id, expectedRevision: saveDraft.workflow.draftRevision } },
);
assert.equal(publishWorkflow.version?.number, 1);

const { startRun } = await client.request(
  graphql(`mutation Start($input: StartRunInput!) {
    startRun(input: $input) { run { id } userErrors { code message path } }
  }`),
  { input: { workflowId: workflow.id, input: guideInput } },
);
const run = startRun.run;
assert(run, JSON.stringify(startRun.userErrors));

const follow = graphql(`subscription Follow($runId: ID!, $afterSeq: Int) {
  runEvents(runId: $runId, afterSeq: $afterSeq) { seq type nodeId }
}`);
const socket = openSocket(access);
const seen: number[] = [];
for await (const { data, errors } of socket.iterate<{ runEvents: { seq: number | null } }>({
  query: print(follow),
  variables: { runId: run.id, afterSeq: 0 },
})) {
  assert(data, JSON.stringify(errors));
  if (data.runEvents.seq !== null) seen.push(data.runEvents.seq);
}
await socket.dispose();
assert.deepEqual(
  seen,
  seen.map((_, index) => index + 1),
);

const result = await client.request(
  graphql(`query Result($id: ID!) { run(id: $id) { status output usage { modelCalls } } }`),
  { id: run.id },
);
process.stdout.write(`${result.run?.status}\n`);
