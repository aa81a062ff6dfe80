'use client';
import { useEffect, useState } from 'react';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Kbd } from '../../../ui/kbd';
import { modKey } from '../../../ui/mod-key';
import { Skeleton } from '../../../ui/skeleton';
import { StateBadge } from '../../../ui/state-mark';
import { nameOf } from '../../core/graph/document';
import { type Diagnostic, indexDiagnostics } from '../../core/knowledge/diagnostics';
import { useDocument, useEditor, useProblems, useWorkflow } from '../../store/editor-context';
import { CheckingState } from '../problems/checking-state';
import { ProblemLine } from '../problems/problem-line';
import { ReportFigures } from './report-figures';
import { useChangesSinceLive } from './use-changes-since-live';

type Outcome =
  | { state: 'open' | 'publishing' }
  | { state: 'done'; number: number }
  | { state: 'failed'; message: string };

/** Shows what publishing would change and cost, and does it. */
export function PublishDialog({ onRun }: { onRun: () => void }) {
  const session = useEditor();
  const { api, autosave, problems, views, workflow, workflowId } = session;
  const [outcome, setOutcome] = useState<Outcome>({ state: 'open' });
  const found = useProblems((state) => state.diagnostics);
  const report = useProblems((state) => state.report);
  const live = useWorkflow((state) => state.live?.number ?? null);
  const changes = useChangesSinceLive();
  useEffect(() => void problems.check(), [problems]);
  const close = () => views.openDialog(null);
  const publish = async () => {
    setOutcome({ state: 'publishing' });
    if (!(await autosave.flush())) {
      const { message, state } = autosave.store.getState();
      if (state === 'conflict') return close();
      return setOutcome({
        state: 'failed',
        message: message || 'The draft could not be saved, so nothing was published.',
      });
    }
    const result = await api.publish(workflowId, autosave.store.getState().revision);
    if (result.outcome === 'published') {
      workflow.setState({ live: result.version });
      return setOutcome({ state: 'done', number: result.version.number });
    }
    if (result.outcome === 'invalid') problems.store.setState({ diagnostics: indexDiagnostics(result.diagnostics) });
    setOutcome({ state: 'failed', message: result.message });
  };
  const paused = useProblems(({ state }) => state === 'unknown');
  const blocked = found.errors > 0;
  const same = live !== null && changes !== null && changes.length === 0;

  if (outcome.state === 'done') {
    return (
      <Dialog
        open
        onOpenChange={close}
        title={`Version ${outcome.number} is live`}
        description="New runs use it. Runs already under way keep to the version they began with."
        width="narrow"
        footer={
          <>
            <Button onClick={close}>Go on drawing</Button>
            <Button
              look="primary"
              autoFocus
              onClick={() => {
                close();
                onRun();
              }}
            >
              Run it
            </Button>
          </>
        }
      >
        <StateBadge state="succeeded" word={`v${outcome.number} live`} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={close}
      onConfirm={() => {
        if (!blocked && !paused && outcome.state !== 'publishing') void publish();
      }}
      title={`Publish version ${(live ?? 0) + 1}`}
      description={
        live === null
          ? 'A published version never changes. Runs use it, and you go on drawing.'
          : `Version ${live} is live until then; runs under way keep to it.`
      }
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            data-testid="publish-confirm"
            look="primary"
            busy={outcome.state === 'publishing'}
            disabled={blocked || paused}
            autoFocus
            aria-keyshortcuts="Control+Enter Meta+Enter"
            onClick={() => void publish()}
          >
            Publish <Kbd className="max-sm:hidden">{modKey()}↵</Kbd>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {outcome.state === 'failed' && (
          <p role="alert" className="text-failed">
            {outcome.message}
          </p>
        )}
        <Findings found={found.all} blocked={blocked} />
        {report ? <ReportFigures report={report} /> : !blocked && !paused && <Skeleton className="h-28" />}
        <Changes changes={changes} first={live === null} same={same} />
      </div>
    </Dialog>
  );
}

function Findings({ found, blocked }: { found: readonly Diagnostic[]; blocked: boolean }) {
  const document = useDocument((state) => state.document);
  const checked = useProblems(({ state }) => state === 'fresh');
  const sound = checked && found.every((diagnostic) => diagnostic.severity === 'info');
  return (
    <section>
      <CheckingState />
      {sound && <StateBadge state="succeeded" word="Nothing is wrong with this graph" />}
      {found.length > 0 && (
        <h3 className={sound ? 'mt-3 font-semibold' : 'font-semibold'}>{blocked ? 'Fix first' : 'Good to know'}</h3>
      )}
      <ul className="mt-1 flex flex-col gap-1">
        {found.map((diagnostic, index) => {
          const [first] = diagnostic.nodeIds;
          return (
            <ProblemLine
              // biome-ignore lint/suspicious/noArrayIndexKey: the same finding may stand twice
              key={index}
              diagnostic={diagnostic}
              {...(first === undefined ? {} : { about: nameOf(document, first) })}
            />
          );
        })}
      </ul>
    </section>
  );
}

function Changes({ changes, first, same }: { changes: string[] | null; first: boolean; same: boolean }) {
  if (first) return null;
  return (
    <section>
      <h3 className="font-semibold">What changes</h3>
      {changes === null && <Skeleton className="mt-1 h-10" />}
      {same && <p className="text-ink-2">Nothing but how it looks. Publishing gives the same version again.</p>}
      <ul className="mt-1 flex flex-col gap-0.5 text-ink-2">
        {changes?.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
