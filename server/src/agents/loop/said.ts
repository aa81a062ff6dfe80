import { isJsonObject, type Json, type MessagePart, type NewRunEvent, newId } from '@muster/schema';
import type { MessageRecord } from '../../runtime/run-store';
import type { AgentJob } from './job';

type MessageEvent = Extract<NewRunEvent, { type: 'agent.message' }>;
type Details = Pick<MessageEvent['data'], 'model' | 'demonstration' | 'turn' | 'usage' | 'inReplyTo'>;

export interface Said extends Details {
  from: string;
  to: string;
  kind: MessageEvent['data']['kind'];
  text: string;
  /** Structured part of an answer, beside the text. */
  data?: Json;
  /** Made here when absent. */
  messageId?: string;
}

const partsOf = ({ text, data }: Said): MessagePart[] => [
  ...(text === '' ? [] : [{ kind: 'text' as const, text }]),
  ...(data === undefined || data === null ? [] : [{ kind: 'data' as const, data }]),
];

/**
 * What was said, as an event and, when it went from one to another, as a message. Both belong to the node run of the
 * job in whose turn it was said.
 */
export function record(job: AgentJob, said: Said): { events: NewRunEvent[]; messages: MessageRecord[] } {
  const { from, to, kind, text: _text, data: _data, messageId = newId('message'), ...details } = said;
  const parts = partsOf(said);
  const { nodeId, iteration } = job.key;
  const message: MessageRecord = {
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
  return { events: [event], messages: kind === 'say' ? [] : [message] };
}

/** The text of a recorded node output `{ text, … }`, for the one who asked. */
export const outputText = (output: Json): string =>
  isJsonObject(output) && typeof output.text === 'string' ? output.text : JSON.stringify(output);
