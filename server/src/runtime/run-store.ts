import type {
  Actor,
  Iteration,
  Json,
  MessagePart,
  NewRunEvent,
  NodeRunStatus,
  RunEvent,
  RunFailure,
  RunId,
  RunStatus,
  Usage,
  VersionId,
  WorkflowId,
  WorkspaceId,
} from '@muster/schema';

/** What a run needs to know of itself; loaded once per handler entry. */
export interface RunRecord {
  id: RunId;
  workspaceId: WorkspaceId;
  workflowId: WorkflowId;
  versionId: VersionId;
  status: RunStatus;
  /** The only trigger that fires. Null: a squad, or a run from before triggers were named, where all of them fire. */
  triggerNodeId: string | null;
  startedBy: Actor;
  input: Json;
  /** Squad workflow id → version id, fixed when the run was accepted. */
  pins: Record<string, VersionId>;
}

/** Names one execution of one node. */
export interface NodeKey {
  runId: RunId;
  nodeId: string;
  iteration: Iteration;
}

/** A node run as stored. */
export interface NodeRunRecord extends NodeKey {
  id: string;
  status: NodeRunStatus;
  /** Our own count, from 1: also right after crashes. */
  attempt: number;
  /** Ports it emitted on; empty unless it succeeded (or failed with the failure handled). */
  ports: string[];
  input: Json;
  output: Json;
  error: RunFailure | null;
  usage: Usage;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** The end of one node's execution. */
export interface NodeOutcome extends NodeKey {
  status: 'SUCCEEDED' | 'FAILED' | 'SKIPPED';
  ports: string[];
  input?: Json;
  output: Json;
  error?: RunFailure | undefined;
  /** Added to what the row already has. */
  usage?: Usage | undefined;
}

export type RunEnd =
  | { status: 'SUCCEEDED'; output: Json }
  | { status: 'FAILED'; error: RunFailure }
  | { status: 'CANCELLED' };

/**
 * Makes "nothing new starts" true across crashes: the scope of a node is ending when a node of one of these iterations
 * has failed without a port to go on, or one of these stop nodes has been reached there.
 */
export interface EndingGuard {
  /** The node's own iteration and all around it. */
  iterations: readonly Iteration[];
  stopNodeIds: readonly string[];
}

/**
 * The answer to "may this node start?": `start` (now running, attempt counted from 1), `recorded` (it has ended before;
 * use what is recorded), `stopped` (the run is cancelled or over: do nothing).
 */
export type StartAnswer =
  | { kind: 'start'; attempt: number; startedAt: Date; record: NodeRunRecord }
  | { kind: 'recorded'; record: NodeRunRecord }
  | { kind: 'stopped' };

export interface MessageRecord {
  id: string;
  from: string;
  to: string;
  kind: string;
  parts: MessagePart[];
  nodeId: string;
  iteration: Iteration;
  inReplyTo?: string | undefined;
}

/** One entry of an agent's transcript, unique by (node key, turn, position); what `entry` holds is the agents' own affair. */
export interface TranscriptRecord extends NodeKey {
  turn: number;
  position: number;
  entry: Json;
}

/** What an agent's turn leaves behind, all at once. */
export interface RunEntry {
  events?: NewRunEvent[] | undefined;
  messages?: MessageRecord[] | undefined;
  transcript?: TranscriptRecord[] | undefined;
  /** Added to the node run and to the run. */
  usage?: { key: NodeKey; usage: Usage } | undefined;
}

/**
 * Where runs keep their data; Postgres, or memory for the simulated engine. Every method is one transaction. Writes lock
 * the run row, number the events without gaps, and do nothing once the run has ended (they answer `false` or `stopped`).
 * After the commit the events go to the bus.
 */
export interface RunStore {
  load(runId: RunId): Promise<RunRecord | null>;
  /** QUEUED → RUNNING with `run.started`; true also when it was running already, false when it has ended. */
  begin(runId: RunId): Promise<boolean>;
  /**
   * The first start counts attempt 1; after `retryNode` the attempt it counted; after a crash one more. With `guard`, a
   * node without a row is not started (`stopped`) once the run is ending, see `EndingGuard`.
   */
  startNode(key: NodeKey, input: Json, guard?: EndingGuard): Promise<StartAnswer>;
  /** Attempt + 1, status WAITING until started again, and `node.retrying`; false when the run has ended. */
  retryNode(key: NodeKey, failure: RunFailure, retryInMs: number): Promise<boolean>;
  /**
   * Ends nodes, in order, with their events (`node.started` too for a node that was never started, as in a fused step);
   * `also` is written first in the same transaction, its events before the nodes' own. A row that has ended already stays
   * as it is. Answers with the rows as they are now recorded, in the order asked for; null, and nothing is written, when
   * the run has ended, or when `guard` says that it is ending and one of the nodes has no row yet. Rejects with `UserError`
   * OUTPUT_TOO_LARGE for an output over 4 MB.
   */
  finishNodes(outcomes: NodeOutcome[], also?: RunEntry, guard?: EndingGuard): Promise<NodeRunRecord[] | null>;
  nodeRuns(runId: RunId, iteration?: Iteration): Promise<NodeRunRecord[]>;
  nodeRun(key: NodeKey): Promise<NodeRunRecord | null>;
  /**
   * Writes an agent's turn. `known`: one of its transcript entries is there already, so this was recorded before and
   * nothing at all is written. `stopped`: the run is over.
   */
  record(runId: RunId, entry: RunEntry): Promise<'written' | 'known' | 'stopped'>;
  /** An agent's transcript in order of turn and position. */
  transcript(key: NodeKey): Promise<TranscriptRecord[]>;
  /**
   * Ends the run: its row, node runs still RUNNING or WAITING become CANCELLED, `skipNodeIds` without a row at iteration
   * `""` become SKIPPED with their event, then the run's last event. False when it had ended before.
   */
  finishRun(runId: RunId, end: RunEnd, skipNodeIds?: readonly string[]): Promise<boolean>;
  events(runId: RunId, afterSeq: number, limit: number): Promise<RunEvent[]>;
  /**
   * The run's status, the number of its newest event and the next events, of one moment: what a run that is over does not
   * show here will never come. Events are cut off at a size as well as at `limit`, and never before the first. With
   * `summaries` they come without the values of the run and its nodes, which are not read either.
   */
  follow(
    runId: RunId,
    afterSeq: number,
    limit: number,
    summaries?: boolean,
  ): Promise<{ status: RunStatus; lastSeq: number; events: RunEvent[] } | null>;
  /** What the node runs of an iteration and all below it used; `messages`: those sent along edges, answers and refusals not counted. */
  usage(runId: RunId, within: Iteration): Promise<Usage & { messages: number }>;
}

/** Live events to subscribers; memory, or Redis when `REDIS_URL` is set. Lossy by design: readers catch up from the store. */
export interface EventBus {
  publish(event: RunEvent): void;
  /** Calls back for every event of the run until the returned function is called. */
  subscribe(runId: string, listener: (event: RunEvent) => void): Promise<() => void>;
  close(): Promise<void>;
}
