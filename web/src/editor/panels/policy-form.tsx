'use client';
import type { GraphNode, NodePolicy, NodeTypeManifest } from '@muster/schema';
import { Field } from '../../ui/field';
import { Select } from '../../ui/select';
import { Switch } from '../../ui/switch';
import { useEditor } from '../store/editor-context';
import { NumberField } from './fields/choice-fields';

const onErrorOptions = [
  { value: '', label: 'Fails the run' },
  { value: 'port', label: 'Leaves by “error”', hint: 'Draw what happens then.' },
  { value: 'continue', label: 'Goes on with nothing', hint: 'What comes after gets null.' },
];
const joinOptions = [
  { value: '', label: 'All ways in', hint: 'Waits until each has arrived or is not taken.' },
  { value: 'any', label: 'The first to arrive', hint: 'Others are ignored.' },
];

/** How a node behaves apart from what it does: retries, time, failure, joining, switched off. */
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
        <Field label="Waits for">
          <Select
            value={policy.join === 'any' ? 'any' : ''}
            options={joinOptions}
            onValueChange={(join) => set({ join: join === 'any' ? 'any' : undefined })}
          />
        </Field>
      )}
      {manifest.ports.canFail && (
        <>
          <Field label="When it fails">
            <Select
              value={policy.onError === 'port' || policy.onError === 'continue' ? policy.onError : ''}
              options={onErrorOptions}
              onValueChange={(onError) =>
                set({ onError: onError === '' ? undefined : (onError as 'port' | 'continue') })
              }
            />
          </Field>
          <div className="grid grid-cols-2 gap-2">
            {number('retry.maxAttempts', 'Tries at most', '1', policy.retry?.maxAttempts, (value) =>
              retry({ maxAttempts: value === undefined ? undefined : Math.min(20, Math.round(value)) }),
            )}
            {number('retry.initialSeconds', 'Seconds between', '1', policy.retry?.initialSeconds, (value) =>
              retry({ initialSeconds: value }),
            )}
          </div>
          {number('timeoutSeconds', 'Seconds it may take', 'no limit of its own', policy.timeoutSeconds, (value) =>
            set({ timeoutSeconds: value === undefined ? undefined : Math.min(7200, value) }),
          )}
        </>
      )}
      {manifest.ports.in.length > 0 && (
        <Field label="Switched off" help="It is passed over, and what came in goes on.">
          <Switch
            checked={policy.disabled === true}
            onCheckedChange={(on) => set({ disabled: on ? true : undefined })}
          />
        </Field>
      )}
    </div>
  );
}
