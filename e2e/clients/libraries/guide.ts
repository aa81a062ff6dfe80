import { expect } from '@playwright/test';

/** One stored event, as the guide's program selects it. */
export interface GuideEvent {
  seq: number | null;
  type: string;
  nodeId: string | null;
}

/** What a client library must do for the guide's program, in the library's own way and with its defaults. */
export interface GuideClient {
  query(document: string, variables: Record<string, unknown>): Promise<unknown>;
  mutate(document: string, variables: Record<string, unknown>): Promise<unknown>;
  /** Ends the subscription when the consumer stops reading. */
  subscribe(document: string, variables: Record<string, unknown>): AsyncIterable<unknown>;
}

/** The graph of the guide (docs/api): a report is summed up by one agent. */
export const guideGraph = {
  schemaVersion: 1,
  kind: 'pipeline',
  nodes: [
    {
      id: 'start',
      type: 'trigger.manual',
      typeVersion: 1,
      name: 'Start',
      config: { inputSchema: { type: 'object', properties: { report: { type: 'string' } }, required: ['report'] } },
    },
    {
      id: 'sum-up',
      type: 'agent.task',
      typeVersion: 1,
      name: 'Sum up',
      config: {
        role: 'project-manager',
        instructions: { $template: ['Sum up in one sentence:\n\n', { $ref: { node: 'start', path: ['report'] } }] },
      },
    },
    {
      id: 'result',
      type: 'data.transform',
      typeVersion: 1,
      name: 'Result',
      config: { output: { summary: { $ref: { node: 'sum-up', path: ['text'] } } } },
    },
  ],
  edges: [
    { id: 'e1', source: { node: 'start', port: 'out' }, target: { node: 'sum-up', port: 'in' } },
    { id: 'e2', source: { node: 'sum-up', port: 'out' }, target: { node: 'result', port: 'in' } },
  ],
};

export const guideInput = { report: 'The cart shows a wrong total after an item is removed.' };

/** The documents of the guide. */
export const guideDocuments = {
  create: `mutation Create($input: CreateWorkflowInput!) {
    createWorkflow(input: $input) { workflow { id draftRevision } userErrors { code message path } }
  }`,
  save: `mutation Save($input: SaveDraftInput!) {
    saveDraft(input: $input) {
      workflow { id draftRevision }
      diagnostics { code severity message nodeIds }
      userErrors { code message path }
    }
  }`,
  publish: `mutation Publish($input: PublishWorkflowInput!) {
    publishWorkflow(input: $input) { version { id number report } userErrors { code message path } }
  }`,
  start: `mutation Start($input: StartRunInput!) {
    startRun(input: $input) { run { id } userErrors { code message path } }
  }`,
  follow: `subscription Follow($runId: ID!, $afterSeq: Int) {
    runEvents(runId: $runId, afterSeq: $afterSeq) { seq type nodeId iteration at data }
  }`,
  result: `query Result($id: ID!) {
    run(id: $id) { id status output usage { inputTokens outputTokens costUsd modelCalls } }
  }`,
};

interface Answers {
  createWorkflow: { workflow: { id: string; draftRevision: number }; userErrors: unknown[] };
  saveDraft: { workflow: { draftRevision: number }; diagnostics: unknown[]; userErrors: unknown[] };
  publishWorkflow: { version: { number: number }; userErrors: unknown[] };
  startRun: { run: { id: string }; userErrors: unknown[] };
  run: { status: string; output: { summary: string }; usage: { modelCalls: number } };
}

/**
 * The guide's program: create, save, publish, start twice with one key, follow until the connection is lost, resume
 * after the last event, read the result. Asserts that no event is missing and none comes twice.
 */
export async function runGuide(client: GuideClient): Promise<void> {
  const mutate = async <Name extends keyof Answers>(name: Name, document: string, input: object) => {
    const answer = (await client.mutate(document, { input })) as Pick<Answers, Name>;
    const payload = answer[name];
    expect((payload as { userErrors: unknown[] }).userErrors).toEqual([]);
    return payload;
  };
  const created = await mutate('createWorkflow', guideDocuments.create, { name: 'Sum up a report', kind: 'PIPELINE' });
  const workflowId = created.workflow.id;
  const saved = await mutate('saveDraft', guideDocuments.save, {
    workflowId,
    expectedRevision: created.workflow.draftRevision,
    graph: guideGraph,
  });
  expect(saved.diagnostics).toEqual([]);
  const { version } = await mutate('publishWorkflow', guideDocuments.publish, {
    workflowId,
    expectedRevision: saved.workflow.draftRevision,
  });
  expect(version.number).toBe(1);

  const start = () =>
    mutate('startRun', guideDocuments.start, { workflowId, input: guideInput, idempotencyKey: `first-${workflowId}` });
  const { run } = await start();
  expect((await start()).run.id).toBe(run.id);

  const seen: number[] = [];
  let last: GuideEvent | undefined;
  const follow = async (until: (event: GuideEvent) => boolean) => {
    const variables = { runId: run.id, afterSeq: seen.at(-1) ?? 0 };
    for await (const answer of client.subscribe(guideDocuments.follow, variables)) {
      const event = (answer as { runEvents: GuideEvent }).runEvents;
      if (event.seq === null) continue;
      seen.push(event.seq);
      last = event;
      if (until(event)) break;
    }
  };
  await follow((event) => event.type === 'node.started' && event.nodeId === 'sum-up');
  await follow(() => false);
  expect(seen).toEqual(seen.map((_, index) => index + 1));
  expect(last?.type).toBe('run.completed');

  const { run: ended } = (await client.query(guideDocuments.result, { id: run.id })) as Pick<Answers, 'run'>;
  expect(ended.status).toBe('SUCCEEDED');
  expect(ended.output.summary).not.toBe('');
  expect(ended.usage.modelCalls).toBeGreaterThanOrEqual(1);
}
