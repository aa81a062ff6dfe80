'use client';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Skeleton } from '../../../ui/skeleton';
import { useEditor, useProblems, useWorkflow } from '../../store/editor-context';
import { useChangesSinceLive } from './use-changes-since-live';

/** Runs use the published version; when the draft says something else, a person decides which of the two they mean. */
export function RunChoice() {
  const { views } = useEditor();
  const live = useWorkflow((state) => state.live?.number ?? 0);
  const faulty = useProblems(({ diagnostics }) => diagnostics.errors > 0);
  const changes = useChangesSinceLive();
  return (
    <Dialog
      open
      onOpenChange={() => views.openDialog(null)}
      title="The draft is not live yet"
      description={
        faulty
          ? `It has errors to mend first. Version ${live} is live and can run.`
          : `Runs use version ${live}, without what you changed since.`
      }
      footer={
        <>
          <Button data-testid="run-live" autoFocus={faulty} onClick={() => views.openDialog('run')}>
            Run version {live}
          </Button>
          <Button look="primary" autoFocus={!faulty} onClick={() => views.openDialog('publish')}>
            {faulty ? 'See what is wrong' : 'Publish first'}
          </Button>
        </>
      }
    >
      {changes === null ? (
        <Skeleton className="h-10" />
      ) : (
        <ul className="flex flex-col gap-0.5 text-ink-2">
          {changes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
