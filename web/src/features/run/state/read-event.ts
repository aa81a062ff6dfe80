import { type RunEventSummary, type RunEventType, runEventSummaryData } from '@muster/schema';

/** An event as the subscription sends it. */
export interface RawRunEvent {
  runId: string;
  seq?: number | null | undefined;
  type: string;
  nodeId?: string | null | undefined;
  iteration?: string | null | undefined;
  at: string;
  data: unknown;
}

const isKnown = (type: string): type is RunEventType => Object.hasOwn(runEventSummaryData, type);

/**
 * Checks an event at the border. Null for one this version of the app does not know (a newer server): the list of
 * events still shows it, the state passes over it.
 */
export function readRunEvent(raw: RawRunEvent): RunEventSummary | null {
  if (!isKnown(raw.type)) return null;
  const data = runEventSummaryData[raw.type].safeParse(raw.data);
  if (!data.success) return null;
  return {
    runId: raw.runId,
    seq: raw.seq ?? null,
    type: raw.type,
    nodeId: raw.nodeId ?? null,
    iteration: raw.iteration ?? null,
    at: raw.at,
    data: data.data,
  } as RunEventSummary;
}
