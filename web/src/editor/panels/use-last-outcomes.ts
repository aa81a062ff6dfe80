'use client';
import { useEffect, useState } from 'react';
import { outcomeWords } from '../canvas/words';
import { useEditor } from '../store/editor-context';

const nothing: ReadonlyMap<string, string> = new Map();

/** How each node left the last run, in words. Decoration: when it does not come, nothing is missing. */
export function useLastOutcomes(): ReadonlyMap<string, string> {
  const { api, workflowId } = useEditor();
  const [words, setWords] = useState(nothing);
  useEffect(() => {
    let gone = false;
    api.lastOutcomes(workflowId).then(
      (outcomes) => {
        if (!gone) setWords(new Map([...outcomes].map(([id, outcome]) => [id, outcomeWords(outcome)])));
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api, workflowId]);
  return words;
}
