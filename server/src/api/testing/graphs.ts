import type { GraphDocument, GraphNode, JsonObject } from '@muster/schema';

const node = (id: string, type: string, config: JsonObject, name = id): GraphNode => ({
  id,
  type,
  typeVersion: 1,
  name,
  config,
});

const chain = (nodes: GraphNode[]): GraphDocument['edges'] =>
  nodes.slice(1).map((target, index) => ({
    id: `e${index + 1}`,
    source: { node: nodes[index]?.id ?? '', port: 'out' },
    target: { node: target.id, port: 'in' },
  }));

const document = (kind: GraphDocument['kind'], nodes: GraphNode[]): GraphDocument => ({
  schemaVersion: 1,
  kind,
  nodes,
  edges: chain(nodes),
});

/** start → shape: a pipeline without models. `output` is what it makes. */
export const smallPipeline = (inputSchema: JsonObject = {}, output: JsonObject[string] = 'done'): GraphDocument =>
  document('pipeline', [
    node('start', 'trigger.manual', { inputSchema }),
    node('shape', 'data.transform', { output: { text: output } }),
  ]);

/** A squad of one. */
export const smallSquad = (): GraphDocument =>
  document('squad', [node('ada', 'squad.member', { role: 'tech-lead', lead: true }, 'Ada')]);

/** start → fix: hands its input to a squad. */
export const squadPipeline = (workflowId: string): GraphDocument =>
  document('pipeline', [
    node('start', 'trigger.manual', {}),
    node('fix', 'squad.task', { workflowId, task: 'Mend it.' }),
  ]);
