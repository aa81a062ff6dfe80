import { isJsonObject, type Json } from '@muster/schema';

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

/** The JSON Schema a run's input has to follow, found in a published graph; undefined when anything goes. */
export function triggerSchemaOf(graph: unknown): Json | undefined {
  if (!isJsonObject(graph)) return undefined;
  if (graph.kind === 'squad') return squadInput;
  if (!Array.isArray(graph.nodes)) return undefined;
  for (const node of graph.nodes) {
    if (!isJsonObject(node) || typeof node.type !== 'string' || !node.type.startsWith('trigger.')) continue;
    if (isJsonObject(node.config) && isJsonObject(node.config.inputSchema)) return node.config.inputSchema;
  }
  return undefined;
}
