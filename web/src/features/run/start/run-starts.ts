import { isJsonObject, isTriggerType, type Json, type JsonObject, MANUAL_TRIGGER } from '@muster/schema';

/** One way to start a run: a trigger of the version, or the task of a squad. */
export interface RunStart {
  /** Null for a squad, which has no triggers. */
  triggerNodeId: string | null;
  name: string;
  /** JSON Schema of the input; undefined when it takes anything. */
  schema: Json | undefined;
}

/** A squad that is run by itself gets its task in words. */
const squadInput: Json = {
  type: 'object',
  properties: {
    title: { type: 'string', title: 'Title', maxLength: 200 },
    description: { type: 'string', title: 'Task', description: 'What the squad should do.', maxLength: 20_000 },
    acceptanceCriteria: {
      type: 'array',
      items: { type: 'string' },
      title: 'Acceptance criteria',
      description: 'How you will know it is done, one on each line.',
    },
  },
  required: ['description'],
};

interface TriggerNode extends JsonObject {
  id: string;
  type: string;
}
const isTrigger = (node: Json): node is TriggerNode =>
  isJsonObject(node) && typeof node.id === 'string' && typeof node.type === 'string' && isTriggerType(node.type);

function toStart({ id, name, config }: TriggerNode): RunStart {
  const schema = isJsonObject(config) && isJsonObject(config.inputSchema) ? config.inputSchema : undefined;
  return { triggerNodeId: id, name: typeof name === 'string' && name !== '' ? name : id, schema };
}

/**
 * Returns the ways to start a published graph by hand: its enabled manual triggers; when it has none, its other enabled
 * triggers. Empty when the graph can't be read.
 */
export function runStartsOf(graph: unknown): RunStart[] {
  if (!isJsonObject(graph)) return [];
  if (graph.kind === 'squad') return [{ triggerNodeId: null, name: 'Task', schema: squadInput }];
  const nodes = Array.isArray(graph.nodes) ? graph.nodes : [];
  const enabled = nodes.filter(isTrigger).filter(({ policy }) => !isJsonObject(policy) || policy.disabled !== true);
  const manual = enabled.filter(({ type }) => type === MANUAL_TRIGGER);
  return (manual.length > 0 ? manual : enabled).map(toStart);
}
