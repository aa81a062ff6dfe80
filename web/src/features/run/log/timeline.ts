import { iterationDepth } from '@muster/schema';
import type { Execution, RunLog } from './run-log';

/** One bar of the timeline. `start` and `span` are milliseconds from the start of the run. */
export interface TimelineRow {
  execution: Execution;
  start: number;
  span: number;
  /** Levels below the pipeline: members of a squad, and those they called. */
  depth: number;
}

/** The executions that began, a squad's members under the node that handed them the task. */
export function timelineOf(log: RunLog, now: number): { rows: TimelineRow[]; total: number } {
  const zero = log.startedAt === null ? now : Date.parse(log.startedAt);
  const end = log.finishedAt === null ? now : Date.parse(log.finishedAt);
  const rows = [...log.executions.values()]
    .filter((execution) => execution.startedAt !== null)
    .map((execution) => {
      const from = Date.parse(execution.startedAt ?? '');
      const until =
        execution.durationMs !== null
          ? from + execution.durationMs
          : execution.finishedAt === null
            ? end
            : Date.parse(execution.finishedAt);
      return {
        execution,
        start: Math.max(0, from - zero),
        span: Math.max(0, until - from),
        depth: iterationDepth(execution.iteration),
      };
    });
  // A squad's node and its members can begin in the same millisecond: then the order of the log decides.
  rows.sort((left, right) => left.start - right.start || left.execution.startedSeq - right.execution.startedSeq);
  const total = Math.max(1, end - zero, ...rows.map((row) => row.start + row.span));
  return { rows, total };
}
