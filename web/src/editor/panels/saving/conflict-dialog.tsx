'use client';
import type { JsonObject } from '@muster/schema';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { toast } from '../../../ui/toast';
import { describeDiff } from '../../core/changes/describe-diff';
import type { Diff } from '../../core/changes/diff';
import type { EditorDocument } from '../../core/graph/document';
import type { SyncState } from '../../store/autosave';
import { documentNow, useEditor, useSync, useView } from '../../store/editor-context';

/** Somebody else saved this draft. Shows what both did, and lets a person decide; nothing is lost whatever they choose. */
export function ConflictDialog() {
  const { views } = useEditor();
  const conflict = useSync((sync) => sync.conflict);
  const decision = useView((view) => view.decision);
  // A conflict that comes later is asked about again.
  const over = conflict === null;
  useEffect(() => {
    if (over) views.decide('now');
  }, [over, views]);
  return conflict && decision === 'now' ? <Choice conflict={conflict} /> : null;
}

function Choice({ conflict }: { conflict: NonNullable<SyncState['conflict']> }) {
  const session = useEditor();
  const { autosave, api, workflow, documents, views } = session;
  const router = useRouter();
  const [copying, setCopying] = useState(false);
  const { merge, theirs } = conflict;
  const fits = merge.clashes.length === 0;
  const mine = documentNow(session);

  const copyMine = async () => {
    setCopying(true);
    const name = `${workflow.getState().name} (my copy)`;
    const result = await api.copy(name, mine.kind, mine as unknown as JsonObject);
    setCopying(false);
    if (result.outcome !== 'copied') {
      toast('Your copy was not made', { detail: `${result.message} Your changes are still here.`, tone: 'failed' });
      return;
    }
    autosave.resolve('theirs');
    toast(`Your version is now “${name}”`, {
      action: { label: 'Open it', run: () => router.push(`/workflows/${result.id}`) },
    });
  };
  const keepMine = () => {
    autosave.resolve('mine');
    toast('Your version is kept', { detail: 'Theirs is one step ahead: Redo.' });
  };
  const takeTheirs = () => {
    autosave.resolve('theirs');
    toast('The other version is here now', {
      detail: 'Yours is one step back.',
      action: { label: 'Undo', run: documents.undo },
    });
  };

  return (
    <Dialog
      open
      onOpenChange={() => views.decide('later')}
      width="wide"
      title="This draft was changed elsewhere"
      description={
        fits
          ? 'Somebody, or another window of yours, saved it meanwhile. The two do not touch the same things, so they can be combined.'
          : 'Somebody, or another window of yours, saved it meanwhile, and both changed the same things. Nothing is lost whatever you choose.'
      }
      footer={
        <>
          <Button busy={copying} onClick={() => void copyMine()}>
            Keep mine as a new workflow
          </Button>
          <Button data-testid="conflict-theirs" onClick={takeTheirs}>
            Take theirs
          </Button>
          <Button
            data-testid="conflict-mine"
            autoFocus={!fits}
            look={fits ? 'secondary' : 'primary'}
            onClick={keepMine}
          >
            Keep mine
          </Button>
          {fits && (
            <Button data-testid="conflict-combine" look="primary" autoFocus onClick={() => autosave.resolve('combine')}>
              Combine both
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-5 sm:grid-cols-2">
        <Side title="You" diff={merge.mine} base={merge.base} after={mine} />
        <Side title={`Saved as draft ${conflict.revision}`} diff={merge.theirs} base={merge.base} after={theirs} />
      </div>
      {!fits && (
        <p className="mt-4 text-waiting">Both changed: {describeDiff(merge.clashes, merge.base, mine).join('; ')}</p>
      )}
    </Dialog>
  );
}

function Side({
  title,
  diff,
  base,
  after,
}: {
  title: string;
  diff: Diff;
  base: EditorDocument;
  after: EditorDocument;
}) {
  const lines = describeDiff(diff, base, after);
  return (
    <section className="min-w-0">
      <h3 className="font-semibold">{title}</h3>
      <ul className="mt-1.5 flex flex-col gap-1">
        {lines.map((line) => (
          <li key={line} className="break-words text-ink-2">
            {line}
          </li>
        ))}
        {lines.length === 0 && <li className="text-ink-3">Nothing that changes the graph</li>}
      </ul>
    </section>
  );
}
