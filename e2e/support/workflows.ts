import { expect, type Page } from '@playwright/test';

/** A node of a test's graph; ports and names follow from it. */
interface TestNode {
  id: string;
  type: string;
  name?: string;
  config?: Record<string, unknown>;
}

/** A pipeline of nodes placed in a row, with edges written as `start>shape` or `fork:true>shape`. */
export function pipelineOf(nodes: TestNode[], edges: string[] = []): Record<string, unknown> {
  return {
    schemaVersion: 1,
    kind: 'pipeline',
    nodes: nodes.map(({ id, type, name = id, config = {} }) => ({ id, type, typeVersion: 1, name, config })),
    edges: edges.map((text) => {
      const [from = '', to = ''] = text.split('>');
      const [node, port = 'out'] = from.split(':');
      return { id: text.replace(/[^a-z0-9]/gi, '-'), source: { node, port }, target: { node: to, port: 'in' } };
    }),
    view: { nodes: Object.fromEntries(nodes.map(({ id }, index) => [id, { x: index * 280, y: 0 }])), notes: [] },
  };
}

/** Steps in a row, so many that a window shows only some of them, with more nodes after them. */
export function chainOf(count: number, after: TestNode[] = []): Record<string, unknown> {
  const config = { output: { $ref: { node: '$input', path: [] } } };
  const steps = Array.from({ length: count }, (_, index) => ({
    id: `step${index + 1}`,
    type: 'data.transform',
    name: `Step ${index + 1}`,
    config,
  }));
  const nodes = [{ id: 'start', type: 'trigger.manual', name: 'Start' }, ...steps, ...after];
  return pipelineOf(
    nodes,
    nodes.slice(1).map(({ id }, index) => `${nodes[index]?.id}>${id}`),
  );
}

/** Workflows of the person `page` is signed in as, made over the API with their cookie. */
export class Workflows {
  constructor(
    private readonly page: Page,
    private readonly origin: string,
  ) {}

  // biome-ignore lint/suspicious/noExplicitAny: a plain client has no generated types.
  async call(query: string, variables: Record<string, unknown> = {}): Promise<any> {
    const answer = await this.page.context().request.post(`${this.origin}/graphql`, {
      headers: { origin: this.origin },
      data: { query, variables },
    });
    const { data, errors } = (await answer.json()) as { data?: unknown; errors?: unknown };
    expect(errors, query).toBeUndefined();
    return data;
  }

  /** Makes a workflow; comes back with its id. */
  async create(name: string, graph: Record<string, unknown>): Promise<string> {
    const { createWorkflow } = await this.call(
      'mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { workflow { id } userErrors { message } } }',
      { input: { name, kind: graph.kind === 'squad' ? 'SQUAD' : 'PIPELINE', graph } },
    );
    expect(createWorkflow.userErrors).toEqual([]);
    return createWorkflow.workflow.id;
  }

  /** Publishes the draft as it was created. */
  async publish(workflowId: string): Promise<void> {
    const { publishWorkflow } = await this.call(
      'mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { version { id } userErrors { message } } }',
      { input: { workflowId, expectedRevision: 1 } },
    );
    expect(publishWorkflow.userErrors).toEqual([]);
  }

  /** Runs the published version; comes back with the run's id when the run has ended. */
  async run(workflowId: string, input: unknown = {}): Promise<{ id: string; status: string }> {
    const { startRun } = await this.call(
      'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } userErrors { message } } }',
      { input: { workflowId, input, idempotencyKey: `${Date.now()}-${Math.random()}` } },
    );
    expect(startRun.userErrors).toEqual([]);
    const { id } = startRun.run;
    let status = '';
    await expect
      .poll(async () => {
        status = (await this.call('query ($id: ID!) { run(id: $id) { status } }', { id })).run.status;
        return status;
      })
      .toMatch(/SUCCEEDED|FAILED|CANCELLED/);
    return { id, status };
  }
}
