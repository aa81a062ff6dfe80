'use client';
import type { JsonObject } from '@muster/schema';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { StoredJson } from '../../../content/stored-json';
import { formatMoment } from '../../../format';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { readDocument } from '../../core/graph/document';
import type { EditorApi, LoadedWorkflow, VersionEntry } from '../../store/editor-api';

interface UnreadableDraftProps {
  api: Pick<EditorApi, 'save' | 'versions'>;
  workflow: LoadedWorkflow;
  /** Why it cannot be read: it is not a graph, or a newer Muster wrote it. */
  reason: 'newer' | 'unreadable';
  message: string;
  /** The draft is one that can be read again. */
  onRestored: () => void;
}

/**
 * Stands where the canvas would: the stored draft cannot be read. Nothing is saved over it until a person restores a
 * version; what a newer Muster wrote can only be looked at.
 */
export function UnreadableDraft({ api, workflow, reason, message, onRestored }: UnreadableDraftProps) {
  return (
    <div className="flex w-full max-w-200 min-w-0 flex-col gap-4" data-testid="unreadable-draft" data-reason={reason}>
      <h1 className="text-lead font-semibold">
        {reason === 'newer' ? 'This draft needs a newer version of Muster' : "This draft can't be read"}
      </h1>
      <p className="break-words">{message}</p>
      <p className="text-ink-2">
        The draft is unchanged and nothing is saved over it. Published versions and runs are not affected.
      </p>
      <StoredJson
        value={workflow.draft}
        label="Stored draft"
        fileName={`${workflow.id}-draft-${workflow.revision}.json`}
      />
      {reason === 'unreadable' && <Restore api={api} workflow={workflow} onRestored={onRestored} />}
      <Button asChild className="self-start">
        <Link href="/">All workflows</Link>
      </Button>
    </div>
  );
}

function Restore({ api, workflow, onRestored }: Pick<UnreadableDraftProps, 'api' | 'workflow' | 'onRestored'>) {
  const [versions, setVersions] = useState<VersionEntry[] | 'failed' | null>(null);
  const [chosen, setChosen] = useState<VersionEntry | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    api.versions(workflow.id, null).then(
      (page) => setVersions(page.versions.filter((version) => readDocument(version.graph).ok)),
      () => setVersions('failed'),
    );
  }, [api, workflow.id]);
  const restore = async (version: VersionEntry) => {
    setBusy(true);
    const result = await api.save(workflow.id, workflow.revision, version.graph as JsonObject);
    setBusy(false);
    if (result.outcome === 'saved') return onRestored();
    setProblem(result.outcome === 'conflict' ? 'The draft was changed elsewhere. Reload the page.' : result.message);
  };
  return (
    <section aria-label="Restore a version" className="flex flex-col gap-2">
      <h2 className="font-semibold">Restore a version</h2>
      {versions === 'failed' && (
        <p className="text-ink-2">The versions can't be loaded. Reload the page to try again.</p>
      )}
      {Array.isArray(versions) && versions.length === 0 && (
        <p className="text-ink-2">
          No published version can be read. Download the JSON, fix it, and save it with the API.
        </p>
      )}
      {Array.isArray(versions) && (
        <ul className="flex flex-col gap-1.5">
          {versions.map((version) => (
            <li key={version.id} className="flex items-center gap-3">
              <Button size="small" onClick={() => setChosen(version)}>
                Restore version {version.number}
              </Button>
              <span className="text-small text-ink-2">{formatMoment(version.publishedAt)}</span>
            </li>
          ))}
        </ul>
      )}
      <Dialog
        open={chosen !== null}
        onOpenChange={() => setChosen(null)}
        width="narrow"
        title={`Replace the draft with version ${chosen?.number}?`}
        description="The stored draft is overwritten. Download its JSON first to keep it."
        footer={
          <>
            <Button onClick={() => setChosen(null)}>Cancel</Button>
            <Button look="primary" busy={busy} onClick={() => chosen && void restore(chosen)}>
              Replace the draft
            </Button>
          </>
        }
      >
        {problem && (
          <p role="alert" className="text-failed">
            {problem}
          </p>
        )}
      </Dialog>
    </section>
  );
}
