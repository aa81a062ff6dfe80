'use client';
import { useMemo } from 'react';
import { outcomeWords } from '../../canvas/model/words';
import { useLastRun } from '../../store/editor-context';

const nothing: ReadonlyMap<string, string> = new Map();

/** How each node left the last run, in words. Decoration: when it does not come, nothing is missing. */
export function useLastOutcomes(): ReadonlyMap<string, string> {
  const run = useLastRun((state) => state.run);
  return useMemo(
    () => (run ? new Map([...run.outcomes].map(([id, outcome]) => [id, outcomeWords(outcome)])) : nothing),
    [run],
  );
}
