import type { CompileReport, JsonObject, NodeRunStatus, NodeTypeManifest, WorkflowKind } from '@muster/schema';
import type { Diagnostic } from '../core/knowledge/diagnostics';

/** The published version. Its hash is that of the draft while the draft says the same. */
export interface LiveVersion {
  id: string;
  number: number;
  hash: string;
}

/** A workflow as the editor loads it. */
export interface LoadedWorkflow {
  id: string;
  name: string;
  kind: WorkflowKind;
  draft: unknown;
  revision: number;
  live: LiveVersion | null;
}

/** A request that did not reach the server, or was not answered. Trying again may help. */
export type Unreachable = { outcome: 'unreachable'; message: string };
/** The server understood and said no. */
export type Refused = { outcome: 'refused'; code: string; message: string };

/** A question that got no answer: why, as an error to throw. */
export class RequestFailure extends Error {
  constructor(readonly failure: Refused | Unreachable) {
    super(failure.message);
  }

  get signedOut(): boolean {
    return this.failure.outcome === 'refused' && this.failure.code === 'UNAUTHENTICATED';
  }
}

export type SaveResult =
  | { outcome: 'saved'; revision: number }
  | { outcome: 'conflict'; revision: number; draft: unknown }
  | Refused
  | Unreachable;

export type CompileAnswer =
  | { outcome: 'compiled'; diagnostics: Diagnostic[]; hash: string | null; report: CompileReport | null }
  | Refused
  | Unreachable;

export type PublishResult =
  | { outcome: 'published'; version: LiveVersion }
  | { outcome: 'invalid'; diagnostics: Diagnostic[]; message: string }
  | Refused
  | Unreachable;

export interface VersionEntry {
  id: string;
  number: number;
  hash: string;
  publishedAt: string;
  graph: unknown;
}
export interface VersionPage {
  versions: VersionEntry[];
  total: number;
  /** Cursor of the next, older page; null at the end. */
  next: string | null;
}

export interface SquadChoice {
  id: string;
  name: string;
  published: boolean;
}

/** How a node left a run. */
export interface NodeOutcome {
  status: NodeRunStatus;
  port: string | null;
  durationMs: number | null;
}

/** Why a node failed in a run. */
export interface NodeFailure {
  code: string;
  message: string;
}

/** A run as the editor shows it: how each node of this workflow left it, by node id. */
export interface LastRun {
  runId: string;
  outcomes: ReadonlyMap<string, NodeOutcome>;
  failures: ReadonlyMap<string, NodeFailure>;
}

/** Everything the editor asks of the server. */
export interface EditorApi {
  load(workflowId: string): Promise<{ workflow: LoadedWorkflow | null; nodeTypes: NodeTypeManifest[] }>;
  save(workflowId: string, expectedRevision: number, graph: JsonObject): Promise<SaveResult>;
  compile(graph: JsonObject): Promise<CompileAnswer>;
  publish(workflowId: string, expectedRevision: number): Promise<PublishResult>;
  rename(workflowId: string, name: string): Promise<{ outcome: 'renamed'; name: string } | Refused | Unreachable>;
  copy(
    name: string,
    kind: WorkflowKind,
    graph: JsonObject,
  ): Promise<{ outcome: 'copied'; id: string } | Refused | Unreachable>;
  liveVersion(workflowId: string): Promise<VersionEntry | null>;
  versions(workflowId: string, after: string | null): Promise<VersionPage>;
  /** The run of this id, or the last run of the workflow; null when there is none. */
  lastRun(workflow: { id: string; kind: WorkflowKind }, runId: string | null): Promise<LastRun | null>;
  squads(): Promise<SquadChoice[]>;
}
