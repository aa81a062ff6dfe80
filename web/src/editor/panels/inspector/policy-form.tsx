'use client';
import type { GraphNode, NodePolicy, NodeTypeManifest } from '@muster/schema';
import { Field } from '../../../ui/field';
import { Select } from '../../../ui/select';
import { Switch } from '../../../ui/switch';
import { useEditor } from '../../store/editor-context';
import { NumberField } from '../fields/choice-fields';

const onErrorOptions = [
  { value: '', label: 'Fail the run' },
  { value: 'continue', label: 'Continue', hint: 'The next nodes get null.' },
  { value: 'port', label: 'Use error output', hint: 'Adds an output named “error” to connect.' },
];
const joinOptions = [
  { value: '', label: 'All inputs', hint: 'Skipped inputs count as arrived.' },
  { value: 'any', label: 'First input', hint: 'Later inputs are ignored.' },
];

/** How a node runs: retries, timeout, what happens on an error, which inputs it waits for, disabled. */
export function PolicyForm({ node, manifest }: { node: GraphNode; manifest: NodeTypeManifest }) {
  const { commands, documents } = useEditor();
  const policy: NodePolicy = node.policy ?? {};
  const set = (patch: Parameters<typeof commands.setPolicy>[1]) => commands.setPolicy(node.id, patch);
  const number = (
    key: string,
    label: string,
    placeholder: string,
    value: number | undefined,
    change: (value: number | undefined) => void,
  ) => (
    <Field label={label}>
      <NumberField
        nodeId={node.id}
        field={{ key, label, control: 'number', placeholder }}
        value={value}
        onChange={(next) => change(typeof next === 'number' && next > 0 ? next : undefined)}
        onLeave={documents.seal}
      />
    </Field>
  );
  const retry = (patch: { [Key in keyof NonNullable<NodePolicy['retry']>]?: number | undefined }) => {
    const next = Object.fromEntries(
      Object.entries({ ...policy.retry, ...patch }).filter(([, part]) => part !== undefined),
    );
    set({ retry: Object.keys(next).length === 0 ? undefined : (next as NonNullable<NodePolicy['retry']>) });
  };
  return (
    <div className="flex flex-col gap-4">
      {manifest.ports.in.length > 0 && (
        <Field label="Wait for">
          <Select
            value={policy.join === 'any' ? 'any' : ''}
            options={joinOptions}
            onValueChange={(join) => set({ join: join === 'any' ? 'any' : undefined })}
          />
        </Field>
      )}
      {manifest.ports.canFail && (
        <>
          <Field label="On error">
            <Select
              value={policy.onError === 'port' || policy.onError === 'continue' ? policy.onError : ''}
              options={onErrorOptions}
              onValueChange={(onError) =>
                set({ onError: onError === '' ? undefined : (onError as 'port' | 'continue') })
              }
            />
          </Field>
          <div className="grid grid-cols-2 gap-2">
            {number('retry.maxAttempts', 'Max attempts', '1', policy.retry?.maxAttempts, (value) =>
              retry({ maxAttempts: value === undefined ? undefined : Math.min(20, Math.round(value)) }),
            )}
            {number('retry.initialSeconds', 'Delay in seconds', '1', policy.retry?.initialSeconds, (value) =>
              retry({ initialSeconds: value }),
            )}
          </div>
          {number('timeoutSeconds', 'Timeout in seconds', 'no timeout', policy.timeoutSeconds, (value) =>
            set({ timeoutSeconds: value === undefined ? undefined : Math.min(7200, value) }),
          )}
        </>
      )}
      {manifest.ports.in.length > 0 && (
        <Field label="Disabled" help="Passes its input through.">
          <Switch
            checked={policy.disabled === true}
            onCheckedChange={(on) => set({ disabled: on ? true : undefined })}
          />
        </Field>
      )}
    </div>
  );
}
