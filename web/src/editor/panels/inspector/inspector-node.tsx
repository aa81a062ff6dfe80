'use client';
import type { GraphNode, NodeTypeManifest } from '@muster/schema';
import { ChevronRight, Ellipsis } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { cn } from '../../../ui/cn';
import { Input } from '../../../ui/input';
import { Menu, MenuItem } from '../../../ui/menu';
import { useCopy } from '../../../ui/use-copy';
import { type Diagnostic, fieldDiagnostics, unplacedDiagnostics } from '../../core/knowledge/diagnostics';
import { fieldAt } from '../../core/knowledge/editor-link';
import { useEditor, useNode, useProblems, useView } from '../../store/editor-context';
import { FormField } from '../fields/form-field';
import { JsonInput } from '../fields/json-input';
import { ProblemLine } from '../problems/problem-line';
import { LastFailure } from './last-failure';
import { PolicyForm } from './policy-form';
import { useFocusField } from './use-focus-field';
import { WaysOut } from './ways-out';

const none: readonly Diagnostic[] = [];

/** Everything about one node: its name, its form, where it leads, how it runs. */
export function InspectorNode({ nodeId }: { nodeId: string }) {
  const node = useNode(nodeId);
  const { catalogue } = useEditor();
  const found = useProblems(({ diagnostics }) => diagnostics.byNode.get(nodeId)) ?? none;
  const form = useRef<HTMLDivElement>(null);
  useFocusField(nodeId, form);
  if (!node) return null;
  const manifest = catalogue.typeOf(node);
  return (
    <div ref={form} className="flex flex-col gap-5 px-4 pt-3 pb-8">
      <Heading node={node} manifest={manifest} />
      <LastFailure nodeId={nodeId} />
      {manifest ? (
        <KnownForm node={node} manifest={manifest} found={found} />
      ) : (
        <UnknownForm node={node} found={found} />
      )}
    </div>
  );
}

function Heading({ node, manifest }: { node: GraphNode; manifest: NodeTypeManifest | undefined }) {
  const { commands, documents } = useEditor();
  const [first = ''] = (manifest?.doc ?? '').split(/(?<=\.)\s/);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <Input
          aria-label="Name of the node"
          value={node.name}
          maxLength={200}
          className="-ml-2 h-8! border-transparent! bg-transparent! px-2! text-lead! font-semibold hover:border-line-2! focus-visible:border-ink!"
          onChange={(event) => commands.rename(node.id, event.target.value)}
          onBlur={documents.seal}
        />
        <NodeMenu node={node} />
      </div>
      <p className="text-ink-2">{first || 'This server does not know this type of node.'}</p>
    </div>
  );
}

/** What programs call the node, for those who ask. */
function NodeMenu({ node }: { node: GraphNode }) {
  const { copy } = useCopy();
  return (
    <Menu
      label="Details of the node"
      trigger={
        <button
          type="button"
          aria-label="Details"
          className="inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-3 hover:bg-sunken hover:text-ink pointer-coarse:size-10"
        >
          <Ellipsis className="size-4" aria-hidden="true" />
        </button>
      }
    >
      <MenuItem onSelect={() => void copy(node.id)}>
        Copy id <span className="machine ml-auto truncate text-ink-3">{node.id}</span>
      </MenuItem>
      <MenuItem onSelect={() => void copy(node.type)}>
        Copy type <span className="machine ml-auto truncate text-ink-3">{node.type}</span>
      </MenuItem>
    </Menu>
  );
}

function KnownForm({
  node,
  manifest,
  found,
}: {
  node: GraphNode;
  manifest: NodeTypeManifest;
  found: readonly Diagnostic[];
}) {
  const { fields } = manifest.form;
  const main = fields.filter((field) => !field.advanced);
  const more = fields.filter((field) => field.advanced);
  const onTop = useMemo(
    () =>
      unplacedDiagnostics(
        found,
        fields.map((field) => field.key),
      ),
    [found, fields],
  );
  const wanted = useView(({ focusField }) =>
    focusField?.nodeId === node.id && focusField.field !== null
      ? fieldAt(
          more.map((field) => field.key),
          focusField.field,
        ) !== null
      : false,
  );
  const problemOf = (key: string) => fieldDiagnostics(found, key)[0]?.message;
  const row = (field: (typeof fields)[number]) => (
    <FormField key={field.key} node={node} field={field} problem={problemOf(field.key)} />
  );
  return (
    <>
      {onTop.length > 0 && (
        <ul className="flex flex-col gap-1" aria-label="Problems of this node">
          {onTop.map((diagnostic) => (
            <ProblemLine key={`${diagnostic.code} ${diagnostic.message}`} diagnostic={diagnostic} />
          ))}
        </ul>
      )}
      {main.map(row)}
      <WaysOut node={node} />
      <More open={wanted || more.some((field) => problemOf(field.key) !== undefined)}>
        {more.map(row)}
        {manifest.kinds.includes('pipeline') && <PolicyForm node={node} manifest={manifest} />}
      </More>
    </>
  );
}

function More({ open: needed, children }: { open: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(needed);
  // Stays open when a problem in it is solved: nobody's field closes while they type.
  useEffect(() => {
    if (needed) setOpen(true);
  }, [needed]);
  return (
    <section className="border-t border-line pt-3">
      <button
        type="button"
        aria-expanded={open || needed}
        className="flex w-full items-center gap-1.5 rounded-item font-medium text-ink-2 hover:text-ink pointer-coarse:min-h-10"
        onClick={() => setOpen(!open)}
      >
        <ChevronRight
          className={cn('size-3.5 transition-transform', (open || needed) && 'rotate-90')}
          aria-hidden="true"
        />
        More
      </button>
      {(open || needed) && <div className="mt-3 flex flex-col gap-5">{children}</div>}
    </section>
  );
}

/** A node of a type this server does not know is kept as it is, and can be looked at as JSON. */
function UnknownForm({ node, found }: { node: GraphNode; found: readonly Diagnostic[] }) {
  const { commands } = useEditor();
  return (
    <>
      <ul className="flex flex-col gap-1">
        {found.map((diagnostic) => (
          <ProblemLine key={diagnostic.code + diagnostic.message} diagnostic={diagnostic} />
        ))}
      </ul>
      <JsonInput
        place={[node.id, '']}
        aria-label="Config as JSON"
        rows={12}
        value={node.config}
        onChange={(value) => {
          if (typeof value === 'object' && value !== null && !Array.isArray(value))
            commands.replaceConfig(node.id, value);
        }}
      />
    </>
  );
}
