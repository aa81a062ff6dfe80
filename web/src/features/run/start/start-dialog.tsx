'use client';
import type { Json } from '@muster/schema';
import { StartRunDocument } from '@muster/schema/operations';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { useMutation } from 'urql';
import { describeError } from '../../../api';
import { Button, Dialog, Field, Kbd, Select } from '../../../ui';
import { modKey } from '../../../ui/mod-key';
import { newKey } from './new-key';
import { exampleOf, recallInput, rememberInput } from './remembered-input';
import { RunFormFields } from './run-form';
import { type RunStart, runStartsOf } from './run-starts';
import { useRunForm } from './use-run-form';

/** The run to repeat: its trigger and its input. */
export interface EarlierRun {
  triggerNodeId: string | null;
  input: Json | undefined;
}

interface StartDialogProps {
  workflow: { id: string; name: string };
  version: { number: number; graph: unknown };
  earlier: EarlierRun | undefined;
  onClose: () => void;
  /** Instead of going to the run's page. */
  onStarted: ((runId: string) => void) | undefined;
}

const formId = 'run-form';

/** Asks for the trigger, when there are several, and for its input, and starts the run. */
export function StartDialog({ workflow, version, earlier, onClose, onStarted }: StartDialogProps) {
  const router = useRouter();
  const starts = runStartsOf(version.graph);
  const [chosen, choose] = useState(earlier?.triggerNodeId ?? null);
  const start = starts.find(({ triggerNodeId }) => triggerNodeId === chosen) ?? starts[0];
  // The input of another trigger has other fields.
  const fits = starts.length === 1 || (start !== undefined && earlier?.triggerNodeId === start.triggerNodeId);
  const [busy, setBusy] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const started = (runId: string) => {
    if (!onStarted) return router.push(`/runs/${runId}`);
    onStarted(runId);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      onConfirm={() => body.current?.querySelector('form')?.requestSubmit()}
      title={<span className="break-words">Run “{workflow.name}”</span>}
      description={`Starts version ${version.number}, the published one.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} look="primary" busy={busy} aria-keyshortcuts="Control+Enter Meta+Enter">
            Run <Kbd className="max-sm:hidden">{modKey()}↵</Kbd>
          </Button>
        </>
      }
    >
      <div ref={body} className="flex flex-col gap-4">
        {starts.length > 1 && (
          <Field label="Trigger" help="The other triggers and their paths are skipped.">
            <Select
              value={start?.triggerNodeId ?? undefined}
              onValueChange={choose}
              options={starts.map(({ triggerNodeId, name }) => ({ value: triggerNodeId ?? '', label: name }))}
            />
          </Field>
        )}
        <StartForm
          key={start?.triggerNodeId ?? ''}
          workflowId={workflow.id}
          start={start}
          initialInput={fits ? earlier?.input : undefined}
          busy={busy}
          onBusy={setBusy}
          onStarted={started}
        />
      </div>
    </Dialog>
  );
}

interface StartFormProps {
  workflowId: string;
  start: RunStart | undefined;
  initialInput: Json | undefined;
  busy: boolean;
  onBusy: (busy: boolean) => void;
  onStarted: (runId: string) => void;
}

function StartForm({ workflowId, start, initialInput, busy, onBusy, onStarted }: StartFormProps) {
  const triggerNodeId = start?.triggerNodeId ?? null;
  const example = exampleOf(start?.schema);
  const form = useRunForm(start?.schema, initialInput ?? recallInput(workflowId, triggerNodeId) ?? example);
  const [, startRun] = useMutation(StartRunDocument);
  // One key for each opening of the form: a click that is sent twice starts one run.
  const [idempotencyKey, renewKey] = useState(newKey);

  const submit = async () => {
    const read = busy ? null : form.read();
    if (!read) return;
    onBusy(true);
    const { data, error } = await startRun({ input: { workflowId, triggerNodeId, input: read.input, idempotencyKey } });
    const run = data?.startRun.run;
    if (run) {
      rememberInput(workflowId, triggerNodeId, read.input);
      return onStarted(run.id);
    }
    onBusy(false);
    if (data) {
      renewKey(newKey());
      form.showErrors(data.startRun.userErrors);
    } else if (error) form.setFormProblem(`${describeError(error).title}. ${describeError(error).detail}`);
  };
  return <RunFormFields id={formId} form={form} example={example} onSubmit={() => void submit()} />;
}
