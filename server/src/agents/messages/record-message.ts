import { isJsonObject, type Json, type MessagePart, type NewRunEvent, newId } from '@muster/schema';
import type { MessageRecord } from '../../runtime';
import type { AgentJob } from '../agent-job';

type MessageEvent = Extract<NewRunEvent, { type: 'agent.message' }>;
type Details = Pick<MessageEvent['data'], 'model' | 'demonstration' | 'turn' | 'usage' | 'inReplyTo'>;

/** What one agent says: to a colleague, to whoever gave the task, or (`say`) to nobody in particular. */
export interface AgentMessage extends Details {
  from: string;
  to: string;
  kind: MessageEvent['data']['kind'];
  text: string;
  /** Structured part of an answer, beside the text. */
  data?: Json;
  /** Made here when absent. */
  messageId?: string;
}

const partsOf = ({ text, data }: AgentMessage): MessagePart[] => [
  ...(text === '' ? [] : [{ kind: 'text' as const, text }]),
  ...(data === undefined || data === null ? [] : [{ kind: 'data' as const, data }]),
];

/**
 * Returns the event of a message and, unless it is a `say`, its row. Both belong to the node run of the job in whose
 * turn it was written.
 */
export function recordMessage(
  job: AgentJob,
  message: AgentMessage,
): { events: NewRunEvent[]; messages: MessageRecord[] } {
  const { from, to, kind, text: _text, data: _data, messageId = newId('message'), ...details } = message;
  const parts = partsOf(message);
  const { nodeId, iteration } = job.key;
  const row: MessageRecord = {
    id: messageId,
    from,
    to,
    kind,
    parts,
    nodeId,
    iteration,
    ...(details.inReplyTo === undefined ? {} : { inReplyTo: details.inReplyTo }),
  };
  const event: NewRunEvent = {
    type: 'agent.message',
    nodeId,
    iteration,
    data: { messageId, from, to, kind, parts: parts as unknown as Json, ...details },
  };
  return { events: [event], messages: kind === 'say' ? [] : [row] };
}

/** The text of a recorded node output `{ text, … }`, for the one who asked. */
export const outputText = (output: Json): string =>
  isJsonObject(output) && typeof output.text === 'string' ? output.text : JSON.stringify(output);
