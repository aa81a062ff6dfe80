'use client';
import { type WorkflowKind, type WorkflowRowFragment, WorkflowsDocument } from '@muster/schema/operations';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';

const pageSize = 50;

interface WorkflowList {
  rows: readonly WorkflowRowFragment[];
  total: number;
  hasMore: boolean;
  loading: boolean;
  error: CombinedError | null;
}
const empty: WorkflowList = { rows: [], total: 0, hasMore: false, loading: true, error: null };

/**
 * The workflows of one kind (or all), page after page. `reload` reads the pages shown once more, without emptying the
 * list meanwhile.
 */
export function useWorkflows(kind: WorkflowKind | null) {
  const client = useClient();
  const [list, setList] = useState(empty);
  const cursor = useRef<string | null>(null);
  const request = useRef(0);

  const load = useCallback(
    async (mode: 'first' | 'more') => {
      const mine = ++request.current;
      setList((before) => ({ ...before, loading: true }));
      const after = mode === 'more' ? cursor.current : null;
      const answer = await client
        .query(WorkflowsDocument, { kind, first: pageSize, after }, { requestPolicy: 'network-only' })
        .toPromise();
      // Another kind was chosen meanwhile: this answer is for a list nobody looks at.
      if (mine !== request.current) return;
      const page = answer.data?.workflows;
      if (!page) return setList((before) => ({ ...before, loading: false, error: answer.error ?? null }));
      cursor.current = page.pageInfo.endCursor ?? null;
      setList((before) => ({
        rows: mode === 'more' ? [...before.rows, ...page.nodes] : page.nodes,
        total: page.totalCount,
        hasMore: page.pageInfo.hasNextPage,
        loading: false,
        error: null,
      }));
    },
    [client, kind],
  );
  useEffect(() => {
    setList(empty);
    void load('first');
  }, [load]);

  return { ...list, reload: () => load('first'), loadMore: () => load('more') };
}
