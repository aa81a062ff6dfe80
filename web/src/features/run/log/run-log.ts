import {
  type Json,
  type NodeRunStatus,
  type RunEvent,
  type RunStatus,
  rootIteration,
  type Usage,
} from '@muster/schema';

/** Names one execution of one node or member: `<nodeId>@<iteration>`. */
export type ExecutionKey = string;
export const executionKey = (nodeId: string, iteration: string | null): ExecutionKey =>
  `${nodeId}@${iteration ?? rootIteration}`;

/** Why something failed, as it stands in events. */
export interface Failure {
  code: string;
  message: string;
  nodeId?: string | undefined;
}

/** One execution of one node, or of one member of a squad, as far as the log tells; its values are read when it is opened. */
export interface Execution {
  key: ExecutionKey;
  nodeId: string;
  iteration: string;
  status: NodeRunStatus;
  attempt: number;
  /** Ports it emitted on; empty until it ends, and when it was skipped. */
  ports: readonly string[];
  error: Failure | null;
  /** One line on what it does now or why it ended so; null when there is nothing to say. */
  note: string | null;
  /** Turn of an agent, from 1; 0 for what is not an agent, or has not spoken. */
  turn: number;
  usage: Usage;
  model: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  durationMs: number | null;
  /** Attempts that failed before this one. */
  retries: readonly { attempt: number; error: Failure; at: string; retryInMs: number }[];
  startedSeq: number;
  finishedSeq: number | null;
}

/** Something in a conversation, in the order it happened. */
export type ConversationEntry =
  | {
      type: 'message';
      id: string;
      seq: number;
      at: string;
      from: string;
      to: string;
      kind: MessageKind;
      text: string;
      data: Json | undefined;
      model: string | null;
      demonstration: boolean;
      turn: number;
    }
  /** A message this agent sent along an edge; the words stand in the conversation it opened. */
  | { type: 'call'; id: string; seq: number; at: string; to: string; kind: MessageKind; turn: number }
  | {
      type: 'tool';
      id: string;
      seq: number;
      at: string;
      member: string;
      tool: string;
      arguments: Json;
      result: Json | undefined;
      ok: boolean | null;
      durationMs: number | null;
      turn: number;
    };

export type MessageKind = Extract<RunEvent, { type: 'agent.message' }>['data']['kind'];

/** Words of a turn that is still being spoken; not stored anywhere. */
export interface Draft {
  member: string;
  turn: number;
  attempt: number;
  /** Number of the next token expected. */
  next: number;
  text: string;
  /** Tokens were missed: the text has a hole until the whole message arrives. */
  gap: boolean;
  demonstration: boolean;
}

/** What one agent was asked, said and did in one execution: an opening message, its turns, its answer. */
export interface Conversation {
  id: string;
  /** Who asked; null for an agent that a pipeline started by itself. */
  from: string | null;
  /** Who was asked. */
  to: string;
  kind: MessageKind;
  /** The execution of `to` that works on it; null until that is known. */
  execution: ExecutionKey | null;
  /** The execution of `from` that asked; null when a pipeline or a person did. */
  caller: ExecutionKey | null;
  /** Iteration of the opening message: says inside which `squad.task` node it happens. */
  iteration: string;
  entries: readonly ConversationEntry[];
  draft: Draft | null;
  answered: boolean;
  firstSeq: number;
  lastSeq: number;
}

/** Somebody who speaks in this run. */
export interface Speaker {
  id: string;
  name: string;
  role: string;
}

/** The state of a run, folded from its events up to `seq`. A value: the same events give the same log. */
export interface RunLog {
  status: RunStatus;
  /** Number of the last event folded in. */
  seq: number;
  error: Failure | null;
  usage: Usage;
  waitingFor: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  /** Time of the last event, for clocks that must not run ahead of a replay. */
  at: string | null;
  executions: ReadonlyMap<ExecutionKey, Execution>;
  conversations: ReadonlyMap<string, Conversation>;
  /** Conversation of each execution. */
  conversationOf: ReadonlyMap<ExecutionKey, string>;
  speakers: ReadonlyMap<string, Speaker>;
  /** Whether any words came from the offline demonstration model. */
  demonstration: boolean;
}

const nothing: Usage = { inputTokens: 0, outputTokens: 0, costUsd: 0, modelCalls: 0 };

export const emptyRunLog: RunLog = {
  status: 'QUEUED',
  seq: 0,
  error: null,
  usage: nothing,
  waitingFor: null,
  startedAt: null,
  finishedAt: null,
  at: null,
  executions: new Map(),
  conversations: new Map(),
  conversationOf: new Map(),
  speakers: new Map(),
  demonstration: false,
};
