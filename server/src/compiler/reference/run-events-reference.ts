import { type RunEventType, runEventData, runEventTypes } from '@muster/schema';
import { z } from 'zod';

/** When each type of event is written. */
const meanings: Record<RunEventType, string> = {
  'run.started': 'The first event of every run.',
  'run.waiting': 'Reserved: the run waits for something outside. No node of this version waits.',
  'run.completed': 'The run succeeded. Its last event.',
  'run.failed': 'The run failed. Its last event.',
  'run.cancelled': 'The run was cancelled. Its last event.',
  'node.started': 'A node begins: for the first time, after a pause, or again after a crash.',
  'node.retrying': 'An attempt failed, and another one follows after a pause. `attempt` is the number of the next one.',
  'node.waiting': 'Reserved: a node waits for something outside. No node of this version waits.',
  'node.completed': 'A node ended and emitted. `port` is the first of `ports`.',
  'node.failed':
    'A node failed after its last attempt. `handled`: its policy goes on, by port `error` or with nothing; else the run fails.',
  'node.skipped': 'No way leads to the node any more, or it was never reached before the run ended.',
  'agent.message':
    'Something was said: by a model (`say`), or from one member of a squad to another. `from` and `to` are node ids; `$task` stands for whoever gave the task.',
  'agent.tool_call': 'An agent calls a tool.',
  'agent.tool_result': 'What the tool answered. `ok` false: `result` is `{ code, message }`.',
  'agent.token':
    'Words of a model while it writes. Streamed only: `seq` is null, they are not stored and not sent again. `index` counts from 0 within one turn of one attempt.',
};

type JsonSchema = z.core.JSONSchema.BaseSchema;

const isNull = (schema: unknown): boolean => (schema as JsonSchema | undefined)?.type === 'null';

function typeText(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  const [one, other] = schema.anyOf ?? [];
  if (one && schema.anyOf?.length === 2 && isNull(other)) return `${typeText(one as JsonSchema)} or null`;
  if (schema.type === 'array') return `list of ${typeText(schema.items as JsonSchema)}`;
  if (schema.type === 'object' && schema.properties) return `{ ${fields(schema).map(fieldText).join(', ')} }`;
  return typeof schema.type === 'string' && schema.type !== 'object' ? schema.type : 'any JSON';
}

const fields = ({ properties = {}, required = [] }: JsonSchema) =>
  Object.entries(properties).map(([name, schema]) => ({
    name: required.includes(name) ? name : `${name}?`,
    type: typeText(schema as JsonSchema),
  }));
const fieldText = ({ name, type }: { name: string; type: string }) => `${name}: ${type}`;

function section(type: RunEventType): string {
  const schema = z.toJSONSchema(runEventData[type], { unrepresentable: 'any', io: 'input' }) as JsonSchema;
  const lines = fields(schema).map(({ name, type: text }) => `- \`${name}\`: ${text}`);
  return [`## ${type}`, meanings[type], lines.length === 0 ? 'No data.' : lines.join('\n')].join('\n\n');
}

/** The page about run events and their data, from the schemas the events are checked with. Markdown. */
export function runEventsReference(): string {
  const intro = [
    "A run's log, in order. An event is `{ runId, seq, type, nodeId, iteration, at, data }`: `seq` counts 1, 2, 3 … without",
    'gaps and is null for streamed words; `nodeId` and `iteration` are null for events of the run itself; `at` is ISO 8601 in',
    'UTC. A name with `?` may be absent. A client passes over types it does not know. Made by `npm run reference`; do not edit.',
  ].join('\n');
  return `${['# Run events', intro, ...runEventTypes.map(section)].join('\n\n')}\n`;
}
