'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { CreateWorkflowDocument, type WorkflowKind } from '@muster/schema/operations';
import { useRouter } from 'next/navigation';
import { RadioGroup } from 'radix-ui';
import { useForm } from 'react-hook-form';
import { useMutation } from 'urql';
import { z } from 'zod';
import { describeError } from '../../api';
import { Button, Dialog, Field, Glyph, Input } from '../../ui';
import { FormTrouble } from '../auth/form-trouble';

const form = z.object({
  name: z.string().trim().min(1, 'Give it a name.').max(120, 'At most 120 letters.'),
  kind: z.enum(['PIPELINE', 'SQUAD']),
});

const kinds = [
  {
    value: 'PIPELINE',
    glyph: 'pipeline',
    title: 'Pipeline',
    doc: 'Steps in an order: tasks, branches, squads at work.',
  },
  { value: 'SQUAD', glyph: 'squad', title: 'Squad', doc: 'A team of agents, and who may talk to whom.' },
] as const;

/** Makes a workflow and opens it. */
export function CreateWorkflowDialog({
  open,
  onOpenChange,
  initialKind = 'PIPELINE',
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  initialKind?: WorkflowKind;
}) {
  const router = useRouter();
  const [, createWorkflow] = useMutation(CreateWorkflowDocument);
  const { register, handleSubmit, setError, setValue, watch, formState } = useForm({
    resolver: zodResolver(form),
    values: { name: '', kind: initialKind },
  });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async (values) => {
    const { data, error } = await createWorkflow({ input: values });
    const made = data?.createWorkflow.workflow;
    if (made) return router.push(`/workflows/${made.id}`);
    const problem = data?.createWorkflow.userErrors[0];
    if (problem?.path?.includes('name')) setError('name', { message: problem.message }, { shouldFocus: true });
    else setError('root', { message: problem?.message ?? (error ? describeError(error).detail : 'Try again.') });
  });

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New workflow"
      width="narrow"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form="create-workflow" look="primary" busy={isSubmitting}>
            Create and open
          </Button>
        </>
      }
    >
      <form id="create-workflow" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <FormTrouble message={errors.root?.message} />
        <Field label="Name" error={errors.name?.message}>
          <Input autoFocus autoComplete="off" placeholder="Fix a bug report" {...register('name')} />
        </Field>
        <RadioGroup.Root
          aria-label="Kind"
          value={watch('kind')}
          onValueChange={(kind) => setValue('kind', kind as WorkflowKind)}
          className="grid gap-2"
        >
          {kinds.map((kind) => (
            <RadioGroup.Item
              key={kind.value}
              value={kind.value}
              className="flex items-center gap-3 rounded-node border border-line-2 px-3 py-2.5 text-left hover:bg-sunken data-[state=checked]:border-ink data-[state=checked]:shadow-[inset_0_0_0_1px_var(--ink)]"
            >
              <Glyph name={kind.glyph} className="size-7" />
              <span>
                <span className="block font-medium">{kind.title}</span>
                <span className="block text-small text-ink-2">{kind.doc}</span>
              </span>
            </RadioGroup.Item>
          ))}
        </RadioGroup.Root>
      </form>
    </Dialog>
  );
}
