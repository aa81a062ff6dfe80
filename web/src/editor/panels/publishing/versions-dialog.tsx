'use client';
import { useEffect, useMemo, useState } from 'react';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Skeleton } from '../../../ui/skeleton';
import { toast } from '../../../ui/toast';
import { GraphCanvas } from '../../canvas/graph-canvas';
import { readDocument } from '../../core/graph/document';
import type { VersionEntry } from '../../store/editor-api';
import { useEditor, useWorkflow } from '../../store/editor-context';
import { FocusHere } from '../focus/focus-here';

const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Every published version: look at it, or go back to it. */
export function VersionsDialog() {
  const { api, views, workflowId } = useEditor();
  const [versions, setVersions] = useState<VersionEntry[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const [shown, setShown] = useState<VersionEntry | null>(null);
  const load = (after: string | null) => {
    setFailed(false);
    api.versions(workflowId, after).then(
      (page) => {
        setVersions((now) => [...(after === null ? [] : (now ?? [])), ...page.versions]);
        setNext(page.next);
      },
      () => setFailed(true),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => load(null), []);
  if (shown) return <OneVersion version={shown} onBack={() => setShown(null)} />;
  return (
    <Dialog
      open
      onOpenChange={() => views.openDialog(null)}
      place="side"
      width="narrow"
      title="Versions"
      description="What was published, newest first. None of them ever changes."
    >
      <FocusHere>
        {failed && (
          <ErrorState title="The versions did not come" onRetry={() => load(null)}>
            They are safe; try again in a moment.
          </ErrorState>
        )}
        {!failed && versions === null && <Skeleton className="h-24" />}
        {versions?.length === 0 && (
          <EmptyState title="Nothing is published yet">Publish, and the version stands here for ever.</EmptyState>
        )}
        <ul className="flex flex-col">
          {versions?.map((version) => (
            <li key={version.id}>
              <button
                type="button"
                title={`Hash ${version.hash}`}
                className="flex w-full items-baseline gap-3 rounded-item px-2 py-2 text-left hover:bg-sunken"
                onClick={() => setShown(version)}
              >
                <span className="font-semibold">Version {version.number}</span>
                <span className="text-ink-2">{when.format(new Date(version.publishedAt))}</span>
                <LiveWord id={version.id} />
              </button>
            </li>
          ))}
        </ul>
        {next && (
          <Button look="quiet" onClick={() => load(next)}>
            Older versions
          </Button>
        )}
      </FocusHere>
    </Dialog>
  );
}

function LiveWord({ id }: { id: string }) {
  const live = useWorkflow((state) => state.live?.id === id);
  return live ? <span className="machine text-ink">live</span> : null;
}

function OneVersion({ version, onBack }: { version: VersionEntry; onBack: () => void }) {
  const { catalogue, commands, documents, views } = useEditor();
  const read = useMemo(() => readDocument(version.graph), [version]);
  const restore = () => {
    if (!read.ok) return;
    commands.replaceAll(`Go back to version ${version.number}`, read.document);
    views.select([]);
    views.openDialog(null);
    toast(`The draft is version ${version.number} again`, { action: { label: 'Undo', run: documents.undo } });
  };
  return (
    <Dialog
      open
      onOpenChange={() => views.openDialog(null)}
      width="wide"
      title={`Version ${version.number}`}
      description={`Published ${when.format(new Date(version.publishedAt))}. To look at only.`}
      footer={
        <>
          <Button onClick={onBack}>All versions</Button>
          <Button look="primary" disabled={!read.ok} onClick={restore}>
            Make it the draft
          </Button>
        </>
      }
    >
      <div className="h-[52dvh] overflow-hidden rounded-node border border-line">
        {read.ok ? (
          <GraphCanvas graph={read.document} nodeTypes={catalogue} label={`Version ${version.number}`} />
        ) : (
          <p className="p-4 text-ink-2">{read.message}</p>
        )}
      </div>
    </Dialog>
  );
}
