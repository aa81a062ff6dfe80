import { type Json, type NewRunEvent, type ToolResultCode, usageOfCall } from '@muster/schema';
import type { RunEntry, TranscriptRecord } from '../../runtime';
import { type AgentJob, answersTo, speakerOf } from '../agent-job';
import { recordMessage } from '../messages/record-message';
import type { ModelReply } from '../providers/model-provider';
import type { ChosenModel } from '../providers/registry';
import { entryJson, type TurnEntry } from '../transcript/entries';
import type { Decided } from './decide';

export interface TurnFacts {
  turn: number;
  entry: TurnEntry;
  reply: ModelReply;
  chosen: ChosenModel;
  refusals: Decided['refusals'];
  /** The message this agent answers, when it works for another member. */
  inReplyTo: string | undefined;
  /** Results of the turn before that were not recorded yet. */
  results: TranscriptRecord[];
}

const parsedOrText = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text.slice(0, 2_000);
  }
};

/** Events of the calls that are tools, and of those answered at once. */
function callEvents(job: AgentJob, facts: TurnFacts): NewRunEvent[] {
  const { nodeId, iteration } = job.key;
  const refused = new Set<ToolResultCode>(['EDGE_NOT_ALLOWED', 'DEPTH_LIMIT', 'TOO_MANY_CALLS']);
  const events: NewRunEvent[] = [];
  facts.entry.decisions.forEach((decision, index) => {
    // Messages along edges, sent or refused, have events of their own.
    if (decision.kind === 'edge' || (decision.kind === 'settled' && refused.has(decision.code))) return;
    const written = facts.entry.toolCalls[index]?.argumentsText ?? '';
    const call = { ...speakerOf(job), callId: decision.callId, tool: decision.tool, turn: facts.turn };
    const args = decision.kind === 'tool' ? decision.arguments : parsedOrText(written);
    events.push({ type: 'agent.tool_call', nodeId, iteration, data: { ...call, arguments: args } });
    if (decision.kind !== 'settled') return;
    const result = { code: decision.code, message: decision.text };
    const data = { ...call, ok: false, result, durationMs: 0 };
    events.push({ type: 'agent.tool_result', nodeId, iteration, data });
  });
  return events;
}

/** The messages of this turn: its own words first, then messages along edges, then what was refused. */
function messagesOf(job: AgentJob, facts: TurnFacts) {
  const { entry, chosen, turn, reply } = facts;
  const from = job.key.nodeId;
  const words = {
    model: chosen.model,
    turn,
    usage: usageOfCall(chosen.price, reply.usage),
    ...(chosen.provider.demonstration ? { demonstration: true } : {}),
  };
  const { usage: _usage, ...marks } = words;
  const inReplyTo = facts.inReplyTo === undefined ? {} : { inReplyTo: facts.inReplyTo };
  const to = answersTo(job);
  const own =
    entry.verdict.kind === 'finish' && job.squad
      ? [
          recordMessage(job, {
            from,
            to,
            kind: 'answer',
            text: entry.text,
            data: entry.verdict.data,
            ...words,
            ...inReplyTo,
          }),
        ]
      : entry.text.trim() === ''
        ? []
        : [recordMessage(job, { from, to: '', kind: 'say', text: entry.text, ...words })];
  const sent = entry.decisions.flatMap((one) =>
    one.kind === 'edge'
      ? [recordMessage(job, { from, to: one.to, kind: one.edge, text: one.text, messageId: one.messageId, ...marks })]
      : [],
  );
  const refused = facts.refusals.map((one) =>
    recordMessage(job, {
      from,
      to: one.to,
      kind: 'refused',
      text: one.text,
      data: { code: one.code },
      messageId: one.messageId,
      ...marks,
    }),
  );
  return [...own, ...sent, ...refused];
}

/** Everything one turn leaves behind, for one transaction. */
export function turnRecord(job: AgentJob, facts: TurnFacts): RunEntry {
  const messages = messagesOf(job, facts);
  const entry = { ...job.key, turn: facts.turn, position: 0, entry: entryJson(facts.entry) };
  return {
    events: [...messages.flatMap((one) => one.events), ...callEvents(job, facts)],
    messages: messages.flatMap((one) => one.messages),
    transcript: [...facts.results, entry],
    usage: { key: job.key, usage: usageOfCall(facts.chosen.price, facts.reply.usage) },
  };
}
