import type { Json, NewRunEvent, RunEvent, RunFailure, RunId, RunStatus, Usage, UserError } from '@muster/schema';
import type {
  EndingGuard,
  MessageRecord,
  NodeKey,
  NodeRunRecord,
  RunRecord,
  RunStore,
  TranscriptRecord,
} from '../run-store';

/** A run and what a write needs to know of it, all of one moment. */
export interface RunView {
  record: RunRecord;
  /** Why documents of the run cannot be read: `record` has stand-ins for them, with which the run can still be ended. */
  unreadable?: UserError;
  lastSeq: number;
  usage: Usage;
  /** The node runs asked for that exist. */
  rows: NodeRunRecord[];
  /** As `EndingGuard` says; false when no guard was asked for. */
  ending: boolean;
  /** One of the transcript entries asked for is there. */
  hasTranscript: boolean;
}

/** What to read together with the run. */
export interface ViewQuestion {
  keys?: readonly NodeKey[];
  /** The rows' inputs and outputs are not needed: they come as null. */
  withoutPayloads?: boolean;
  guard?: EndingGuard | undefined;
  transcript?: readonly TranscriptRecord[];
}

/** A node run as it is to be; `usage` is added to what is there. */
export interface NodeWrite {
  row: NodeRunRecord;
  addUsage: Usage;
}

/** Everything one transaction writes. It applies only while the run is not over and `lastSeq` is still `expectedSeq`. */
export interface RunChange {
  runId: RunId;
  expectedSeq: number;
  at: Date;
  events: NewRunEvent[];
  nodes: NodeWrite[];
  /** Usage of node runs that are not in `nodes`. */
  nodeUsage: { key: NodeKey; usage: Usage }[];
  addUsage: Usage;
  messages: MessageRecord[];
  transcript: TranscriptRecord[];
  run?: { status: RunStatus; output?: Json; error?: RunFailure } | undefined;
  /** Node runs still RUNNING or WAITING become CANCELLED. */
  cancelOpenNodes: boolean;
}

/** How runs are kept; the rules are in `create-run-store.ts`. */
export interface RunPersistence
  extends Pick<RunStore, 'load' | 'nodeRuns' | 'nodeRun' | 'transcript' | 'events' | 'follow' | 'usage'> {
  view(runId: RunId, question: ViewQuestion): Promise<RunView | null>;
  /** Writes all or nothing. The stored events, or null when the run has moved on since it was read. */
  write(change: RunChange): Promise<RunEvent[] | null>;
}
