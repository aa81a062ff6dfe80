'use client';
import { formatDuration } from '../format';
import { useClock } from './use-clock';

interface ElapsedProps {
  /** ISO 8601, by the server. */
  since: string;
  /** When it ended; null while it lasts. */
  until: string | null;
}

/** How long something took, or takes so far: then it ticks, and nothing around it is drawn again. */
export function Elapsed({ since, until }: ElapsedProps) {
  const now = useClock(until === null);
  return <>{formatDuration((until === null ? now : Date.parse(until)) - Date.parse(since))}</>;
}
