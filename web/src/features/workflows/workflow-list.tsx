'use client';
import type { WorkflowKind, WorkflowRowFragment } from '@muster/schema/operations';
import { Plus, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { describeError } from '../../api';
import { plural } from '../../format';
import { Button, EmptyState, ErrorState, Input, Skeleton } from '../../ui';
import { RunDialog } from '../run/start/run-dialog';
import { useNow } from '../runs/use-now';
import { CreateWorkflowDialog } from './create-workflow-dialog';
import { DeleteWorkflowDialog } from './delete-workflow-dialog';
import { filterByName } from './filter-workflows';
import { KindFilter } from './kind-filter';
import { RenameWorkflowDialog } from './rename-workflow-dialog';
import { useWorkflows } from './use-workflows';
import { WorkflowRow } from './workflow-row';

type Open = { dialog: 'run' | 'rename' | 'delete'; workflow: WorkflowRowFragment } | { dialog: 'create' } | null;

/** Every workflow of the workspace, with a search, and the ways to make and change one. */
export function WorkflowList({ onRunsChanged }: { onRunsChanged: () => void }) {
  const [kind, setKind] = useState<WorkflowKind | null>(null);
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<Open>(null);
  const { rows, total, hasMore, loading, error, reload, loadMore } = useWorkflows(kind);
  const now = useNow(30_000);
  const found = filterByName(rows, search);
  const close = () => setOpen(null);

  // A search looks at every workflow, so the pages that are not here yet are fetched one after another.
  useEffect(() => {
    if (search.trim() !== '' && hasMore && !loading && !error) void loadMore();
  });

  const create = (
    <Button look="primary" icon={<Plus className="size-4" />} onClick={() => setOpen({ dialog: 'create' })}>
      New workflow
    </Button>
  );
  return (
    <section aria-label="Workflows" className="min-w-0">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-title font-semibold">Workflows</h1>
        {create}
      </div>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <div className="relative min-w-40 flex-1">
          <Search aria-hidden="true" className="absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-ink-3" />
          <Input
            type="search"
            aria-label="Search workflows"
            placeholder="Search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="pl-8"
          />
        </div>
        <KindFilter value={kind} onChange={setKind} />
      </div>

      <div className="overflow-hidden rounded-container border border-line bg-surface" aria-busy={loading}>
        {rows.length === 0 && loading && <LoadingRows />}
        {rows.length === 0 && error && (
          <ErrorState title={describeError(error).title} onRetry={reload} retrying={loading}>
            {describeError(error).detail}
          </ErrorState>
        )}
        {rows.length === 0 && !loading && !error && (
          <EmptyState title={kind === 'SQUAD' ? 'No squads yet' : 'Nothing here yet'} action={create}>
            A pipeline is work in steps. A squad is a team of agents that a pipeline hands a task to.
          </EmptyState>
        )}
        {rows.length > 0 && found.length === 0 && !loading && (
          <EmptyState
            title={`Nothing is called “${search.trim()}”`}
            action={<Button onClick={() => setSearch('')}>Show all</Button>}
          />
        )}
        {found.length > 0 && (
          <ul className="divide-y divide-line">
            {found.map((workflow) => (
              <WorkflowRow
                key={workflow.id}
                workflow={workflow}
                now={now}
                onRun={() => setOpen({ dialog: 'run', workflow })}
                onRename={() => setOpen({ dialog: 'rename', workflow })}
                onDelete={() => setOpen({ dialog: 'delete', workflow })}
              />
            ))}
          </ul>
        )}
        {rows.length > 0 && hasMore && (
          <div className="flex items-center justify-center gap-3 border-t border-line p-2">
            <span className="machine text-ink-3">
              {plural(rows.length, 'workflow')} of {total}
            </span>
            <Button size="small" onClick={loadMore} busy={loading}>
              Show more
            </Button>
          </div>
        )}
      </div>

      <CreateWorkflowDialog open={open?.dialog === 'create'} onOpenChange={close} initialKind={kind ?? 'PIPELINE'} />
      {open?.dialog === 'run' && <RunDialog workflowId={open.workflow.id} open onOpenChange={close} />}
      {open?.dialog === 'rename' && (
        <RenameWorkflowDialog workflow={open.workflow} onClose={close} onRenamed={reload} />
      )}
      {open?.dialog === 'delete' && (
        <DeleteWorkflowDialog
          workflow={open.workflow}
          onClose={close}
          onDeleted={() => {
            void reload();
            onRunsChanged();
          }}
        />
      )}
    </section>
  );
}

function LoadingRows() {
  return (
    <div role="status">
      <span className="sr-only">Loading workflows</span>
      <ul className="divide-y divide-line" aria-hidden="true">
        {['w-48', 'w-64', 'w-40', 'w-56', 'w-44'].map((width) => (
          <li key={width} className="flex items-center gap-3 px-4 py-3">
            <Skeleton className="size-7" />
            <span className="flex flex-col gap-1.5">
              <Skeleton className={`h-3.5 ${width}`} />
              <Skeleton className="h-2.5 w-32" />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
