import type { EditorDocument } from '../graph/document';
import { applyDiff, type Diff, diffDocuments, invertDiff } from './diff';

/** One step of undo: what a person did, in words, and what it changed. */
export interface HistoryEntry {
  label: string;
  diff: Diff;
  /** Changes that follow each other with the same key become one step, such as typing in one field. */
  mergeKey: string | null;
}

/** Undo and redo of one person's own changes. Changes from elsewhere never enter it. */
export interface History {
  past: readonly HistoryEntry[];
  future: readonly HistoryEntry[];
}

export const emptyHistory: History = { past: [], future: [] };
const longestHistory = 500;

export interface Step {
  document: EditorDocument;
  history: History;
}

/** Enters a change. The same object comes back when the change changed nothing. */
export function recordChange(
  { document, history }: Step,
  next: EditorDocument,
  label: string,
  mergeKey: string | null = null,
): Step {
  const diff = diffDocuments(document, next);
  if (diff.length === 0) return { document, history };
  const last = history.past.at(-1);
  if (last && mergeKey !== null && last.mergeKey === mergeKey && history.future.length === 0) {
    const before = applyDiff(document, invertDiff(last.diff));
    const merged = { ...last, diff: diffDocuments(before, next) };
    const earlier = history.past.slice(0, -1);
    return { document: next, history: { past: merged.diff.length > 0 ? [...earlier, merged] : earlier, future: [] } };
  }
  return {
    document: next,
    history: { past: [...history.past, { label, diff, mergeKey }].slice(-longestHistory), future: [] },
  };
}

/** Takes the last change back. */
export function undo({ document, history }: Step): Step {
  const entry = history.past.at(-1);
  if (!entry) return { document, history };
  return {
    document: applyDiff(document, invertDiff(entry.diff)),
    history: { past: history.past.slice(0, -1), future: [sealed(entry), ...history.future] },
  };
}

/** Makes the change again that was taken back last. */
export function redo({ document, history }: Step): Step {
  const [entry, ...future] = history.future;
  if (!entry) return { document, history };
  return { document: applyDiff(document, entry.diff), history: { past: [...history.past, entry], future } };
}

/** Ends a series of merging changes, so that the next one is a step of its own. */
export function seal(history: History): History {
  const last = history.past.at(-1);
  if (!last || last.mergeKey === null) return history;
  return { ...history, past: [...history.past.slice(0, -1), sealed(last)] };
}

const sealed = (entry: HistoryEntry): HistoryEntry => ({ ...entry, mergeKey: null });
