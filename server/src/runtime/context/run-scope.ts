import { type Iteration, type Json, type RunFailure, rootIteration } from '@muster/schema';
import type { RunRecord } from '../run-store';
import type { PlanIndex } from './plan-index';
import type { RecordCache } from './record-cache';

/** One execution of one scope of the plan: of the graph itself, or of the nodes in a container. */
export interface RunScope {
  /** Null: the graph itself. */
  containerId: string | null;
  iteration: Iteration;
  /** `$input` of the nodes that no edge leads to. Triggers emit the run's input instead. */
  input: Json;
  /** `$item` and `$index`; null outside containers. */
  element: { item: Json; index: number } | null;
}

export const rootScope: RunScope = { containerId: null, iteration: rootIteration, input: null, element: null };

/** A run, in one of its scopes. */
export interface ScopedRun {
  run: RunRecord;
  index: PlanIndex;
  scope: RunScope;
  /** What nodes of this scope can see. */
  records: RecordCache;
}

/** How a scope ended. `STOPPED`: the run is over or ending, and nothing more is to be done or written. */
export type ScopeEnd =
  | { status: 'SUCCEEDED'; output: Json }
  | { status: 'FAILED'; error: RunFailure }
  | { status: 'STOPPED' };
