'use client';
import { isFinal, MAX_PAGE_SIZE } from '@muster/schema';
import { RecentRunsDocument, type RunRowFragment } from '@muster/schema/operations';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';

interface RunList {
  rows: readonly RunRowFragment[];
  total: number;
  hasMore: boolean;
  loading: boolean;
  error: CombinedError | null;
}

const refreshMs = 4_000;

/** Runs, newest first: of one workflow, or of the workspace. Looks again by itself while one of them is under way. */
export function useRecentRuns(workflowId: string | null, pageSize: number) {
  const client = useClient();
  const [list, setList] = useState<RunList>({ rows: [], total: 0, hasMore: false, loading: true, error: null });
  const size = useRef(pageSize);

  const load = useCallback(async () => {
    const variables = { workflowId, first: size.current, after: null };
    const answer = await client.query(RecentRunsDocument, variables, { requestPolicy: 'network-only' }).toPromise();
    const page = answer.data?.runs;
    if (!page) return setList((before) => ({ ...before, loading: false, error: answer.error ?? null }));
    setList({
      rows: page.nodes,
      total: page.totalCount,
      hasMore: page.pageInfo.hasNextPage,
      loading: false,
      error: null,
    });
  }, [client, workflowId]);

  useEffect(() => void load(), [load]);
  const alive = list.rows.some((run) => !isFinal(run.status));
  useEffect(() => {
    if (!alive) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void load();
    }, refreshMs);
    return () => clearInterval(timer);
  }, [alive, load]);

  const loadMore = () => {
    size.current = Math.min(MAX_PAGE_SIZE, size.current + pageSize);
    setList((before) => ({ ...before, loading: true }));
    return load();
  };
  return { ...list, reload: load, loadMore };
}
