import { addUsage, type Json, type RunEventSummary } from '@muster/schema';
import type { LogDraft } from './apply-events';
import { updateExecution } from './apply-node-event';
import { conversationFor, openConversation, openers } from './conversations';
import { type Conversation, type ConversationEntry, type Draft, executionKey, type MessageKind } from './run-log';

type Of<Type extends RunEventSummary['type']> = Extract<RunEventSummary, { type: Type }>;

/** The text of a message's parts, and the data beside it. Parts of another shape are left out. */
export function readParts(parts: Json): { text: string; data: Json | undefined } {
  const list = Array.isArray(parts) ? parts : [];
  const texts: string[] = [];
  let data: Json | undefined;
  for (const part of list) {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) continue;
    if (part.kind === 'text' && typeof part.text === 'string') texts.push(part.text);
    if (part.kind === 'data' && part.data !== undefined) data = part.data;
  }
  return { text: texts.join('\n\n'), data };
}

function add(
  log: LogDraft,
  conversation: Conversation,
  entry: ConversationEntry,
  more: Partial<Conversation> = {},
): void {
  const entries = [...conversation.entries.filter((old) => old.id !== entry.id), entry];
  log.conversations.set(conversation.id, { ...conversation, entries, lastSeq: entry.seq, ...more });
}

const edgeVerbs: Partial<Record<MessageKind, string>> = {
  delegate: 'delegating',
  ask: 'asking',
  review: 'in review',
};

/** What is said changes what the speaker does: it waits for somebody, or goes on thinking. A refusal changes nothing. */
function noteAfter(kind: MessageKind): { note?: string | null } {
  const verb = edgeVerbs[kind];
  if (verb !== undefined) return { note: verb };
  return kind === 'say' || kind === 'answer' ? { note: null } : {};
}

/** A message that asks for work opens a conversation; in the asker's own conversation it is one line. */
function ask(log: LogDraft, event: Of<'agent.message'>, entry: ConversationEntry): void {
  const { messageId, from, to, kind, turn } = event.data;
  add(log, openConversation(log, event), entry);
  if (event.nodeId !== from) return;
  const { seq, at } = entry;
  const line: ConversationEntry = { type: 'call', id: messageId, seq, at, to, kind, turn: turn ?? 0 };
  add(log, conversationFor(log, event, from), line, { draft: null });
}

/** Words that answer, report or were refused. An answer sets the one who asked free, unless more are awaited. */
function reply(log: LogDraft, event: Of<'agent.message'>, entry: ConversationEntry): void {
  const { from, kind, inReplyTo } = event.data;
  const asked = inReplyTo === undefined ? undefined : log.conversations.get(inReplyTo);
  const conversation = asked ?? conversationFor(log, event, from);
  const spoken = from === conversation.to;
  const answered = conversation.answered || (spoken && kind === 'answer');
  add(log, conversation, entry, { answered, ...(spoken ? { draft: null } : {}) });
  if (!answered || conversation.caller === null) return;
  const { caller } = conversation;
  const awaited = [...log.conversations.values()].findLast((one) => one.caller === caller && !one.answered);
  const asker = log.executions.get(caller);
  if (asker?.status !== 'RUNNING') return;
  log.executions.set(caller, { ...asker, note: awaited ? (edgeVerbs[awaited.kind] ?? null) : 'thinking' });
}

function applyMessage(log: LogDraft, event: Of<'agent.message'>): void {
  const { data } = event;
  if (data.demonstration) log.demonstration = true;
  const entry: ConversationEntry = {
    type: 'message',
    id: data.messageId,
    seq: event.seq ?? log.seq,
    at: event.at,
    from: data.from,
    to: data.to,
    kind: data.kind,
    ...readParts(data.parts),
    model: data.model ?? null,
    demonstration: data.demonstration ?? false,
    turn: data.turn ?? 0,
  };
  if (openers.has(data.kind)) ask(log, event, entry);
  else reply(log, event, entry);
  const usage = data.usage;
  if (usage) log.usage = addUsage(log.usage, usage);
  // A message may be filed under the one who receives it; only the speaker's own execution has a turn.
  if (event.nodeId === data.from) {
    updateExecution(log, event, (before) => ({
      turn: Math.max(before.turn, data.turn ?? 0),
      model: data.model ?? before.model,
      usage: usage ? addUsage(before.usage, usage) : before.usage,
      ...noteAfter(data.kind),
    }));
  }
}

/** What an agent does while a tool works. */
const toolNote = (tool: string): string => `${tool}()`;

function applyToolCall(log: LogDraft, event: Of<'agent.tool_call'>): void {
  const { callId, tool, turn, member } = event.data;
  const conversation = conversationFor(log, event, member);
  const entry: ConversationEntry = {
    type: 'tool',
    id: callId,
    seq: event.seq ?? log.seq,
    at: event.at,
    member,
    tool,
    arguments: event.data.arguments,
    result: undefined,
    ok: null,
    durationMs: null,
    turn,
  };
  add(log, conversation, entry, { draft: null });
  updateExecution(log, event, (before) => ({ turn: Math.max(before.turn, turn), note: toolNote(tool) }));
}

function applyToolResult(log: LogDraft, event: Of<'agent.tool_result'>): void {
  const { callId, member, ok, result, durationMs, tool, turn } = event.data;
  const conversation = conversationFor(log, event, member);
  const seq = event.seq ?? log.seq;
  const called = conversation.entries.find((entry) => entry.id === callId);
  const done = { result, ok, durationMs };
  const entries =
    called?.type === 'tool'
      ? conversation.entries.map((entry) => (entry === called ? { ...called, ...done } : entry))
      : [
          ...conversation.entries,
          { type: 'tool' as const, id: callId, seq, at: event.at, member, tool, arguments: null, turn, ...done },
        ];
  log.conversations.set(conversation.id, { ...conversation, entries, lastSeq: seq });
  const open = entries.findLast((entry) => entry.type === 'tool' && entry.ok === null);
  updateExecution(log, event, () => ({ note: open?.type === 'tool' ? toolNote(open.tool) : 'thinking' }));
}

/** A new turn or attempt starts the draft over; tokens seen before are dropped; a hole is marked. */
export function addToken(draft: Draft | null, data: Of<'agent.token'>['data']): Draft {
  const { member, turn, attempt, index, text } = data;
  const demonstration = data.demonstration ?? false;
  if (draft && (turn < draft.turn || (turn === draft.turn && attempt < draft.attempt))) return draft;
  if (!draft || draft.turn !== turn || draft.attempt !== attempt) {
    return { member, turn, attempt, next: index + 1, text, gap: index > 0, demonstration };
  }
  if (index < draft.next) return draft;
  const gap = index > draft.next;
  return { ...draft, next: index + 1, text: draft.text + (gap ? ' … ' : '') + text, gap: draft.gap || gap };
}

function applyToken(log: LogDraft, event: Of<'agent.token'>): void {
  const { member, turn } = event.data;
  const execution = event.nodeId === null ? undefined : log.executions.get(executionKey(event.nodeId, event.iteration));
  // Late tokens of a turn that is over, or of a run that is.
  if (execution && (execution.finishedSeq !== null || execution.status === 'CANCELLED' || turn < execution.turn))
    return;
  const conversation = conversationFor(log, event, member);
  const said = conversation.entries.some(
    (entry) => entry.turn === turn && (entry.type !== 'message' || entry.from === member),
  );
  if (said) return;
  const draft = addToken(conversation.draft, event.data);
  if (draft === conversation.draft) return;
  log.conversations.set(conversation.id, { ...conversation, draft });
  if (execution && execution.note !== 'writing') updateExecution(log, event, () => ({ note: 'writing' }));
}

/** Folds what agents say and do into conversations and executions. */
export function applyAgentEvent(log: LogDraft, event: RunEventSummary): void {
  if (event.type === 'agent.tool_call' || event.type === 'agent.tool_result' || event.type === 'agent.token') {
    const { member, name, role } = event.data;
    if (!log.speakers.has(member)) log.speakers.set(member, { id: member, name, role });
    if (event.type === 'agent.token' && event.data.demonstration) log.demonstration = true;
  }
  if (event.type === 'agent.message') applyMessage(log, event);
  else if (event.type === 'agent.tool_call') applyToolCall(log, event);
  else if (event.type === 'agent.tool_result') applyToolResult(log, event);
  else if (event.type === 'agent.token') applyToken(log, event);
}
