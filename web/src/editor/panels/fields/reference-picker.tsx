'use client';
import type { Reference } from '@muster/schema';
import { Command } from 'cmdk';
import { Popover } from 'radix-ui';
import { type RefObject, useMemo, useState } from 'react';
import { type KnownField, type ReferenceSource, referenceSources } from '../../core/knowledge/known-fields';
import { referenceTo } from '../../core/values/template-parts';
import { documentNow, useEditor } from '../../store/editor-context';

interface ReferencePickerProps {
  nodeId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPick: (reference: Reference) => void;
  /** Values that cannot be written here are left out. */
  accepts?: (reference: Reference) => boolean;
  /** What the list hangs from: where the caret is. */
  anchor: RefObject<{ getBoundingClientRect: () => DOMRect } | null>;
}

/** Everything this node may refer to: what comes in, the nodes before it and their fields. Nothing else is offered. */
export function ReferencePicker({
  nodeId,
  open,
  onOpenChange,
  onPick,
  accepts = () => true,
  anchor,
}: ReferencePickerProps) {
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Anchor virtualRef={anchor as RefObject<{ getBoundingClientRect: () => DOMRect }>} />
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Insert a value"
          className="z-60 flex max-h-(--radix-popover-content-available-height) w-72 animate-appear flex-col overflow-hidden rounded-node border border-line-2 bg-surface shadow-float"
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          {open && <PickerList nodeId={nodeId} onPick={onPick} accepts={accepts} />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function PickerList({
  nodeId,
  onPick,
  accepts,
}: Required<Pick<ReferencePickerProps, 'nodeId' | 'onPick' | 'accepts'>>) {
  const session = useEditor();
  const [search, setSearch] = useState('');
  const sources = useMemo(() => referenceSources(documentNow(session), session.catalogue, nodeId), [session, nodeId]);
  const own = ownPath(search, sources);
  const offered = ({ node, fields }: ReferenceSource) => fields.filter(({ path }) => accepts(referenceTo(node, path)));
  return (
    <Command label="Insert a value" loop className="flex min-h-0 flex-col">
      <Command.Input
        autoFocus
        value={search}
        onValueChange={setSearch}
        placeholder="What an earlier node produced"
        className="h-9 w-full shrink-0 border-b border-line bg-transparent px-3 outline-none"
      />
      <Command.List className="scroll-quiet max-h-72 min-h-0 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-3 text-small text-ink-3">
          No results before this node. Type a dot to name a field, such as input.title.
        </Command.Empty>
        {own && (
          <Item
            value={`own ${search}`}
            onSelect={() => onPick(own.reference)}
            label={own.words}
            type="this field"
            example=""
          />
        )}
        {sources.map((source) => (
          <Command.Group
            key={source.node}
            heading={
              <span className="flex items-baseline justify-between gap-2">
                <span className="truncate font-medium text-ink-2">{source.label}</span>
                <span className="machine shrink-0">{source.detail}</span>
              </span>
            }
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-small [&_[cmdk-group-heading]]:text-ink-3"
          >
            {offered(source).map((field) => (
              <Item
                key={field.path.join('.')}
                value={`${source.node} ${field.path.join('.')}`}
                keywords={[source.label, ...source.alsoCalled]}
                onSelect={() => onPick(referenceTo(source.node, field.path))}
                label={field.path.length === 0 ? 'everything' : field.path.join('.')}
                type={field.type ?? ''}
                example={exampleWords(field)}
              />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

interface ItemProps {
  value: string;
  keywords?: string[];
  label: string;
  type: string;
  example: string;
  onSelect: () => void;
}

function Item({ value, keywords = [], label, type, example, onSelect }: ItemProps) {
  return (
    <Command.Item
      value={value}
      keywords={keywords}
      onSelect={onSelect}
      className="flex cursor-default items-baseline gap-2 rounded-item px-2 py-1 data-[selected=true]:bg-sunken pointer-coarse:py-2.5"
    >
      <span className="machine max-w-3/5 shrink-0 truncate text-ink">{label}</span>
      <span className="min-w-0 flex-1 truncate text-small text-ink-3">{example}</span>
      {type && <span className="machine shrink-0 text-ink-3">{type}</span>}
    </Command.Item>
  );
}

/** "e.g. Cart crashes": an example of what the field holds; nothing for objects, whose fields are listed. */
function exampleWords({ example, type }: KnownField): string {
  if (example === undefined || example === null || example === '' || type === 'object') return '';
  const text = typeof example === 'string' ? example : JSON.stringify(example);
  return `e.g. ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}

/** `input.some.field` typed by hand: fields that cannot be known before the run. */
function ownPath(search: string, sources: readonly ReferenceSource[]): { reference: Reference; words: string } | null {
  const [head, ...path] = search.trim().split('.');
  if (!head || path.length === 0 || path.some((part) => part === '')) return null;
  const wanted = head.toLowerCase();
  const source = sources.find(({ label, node, alsoCalled }) =>
    [label.toLowerCase(), node.toLowerCase(), node.replace('$', ''), ...alsoCalled].includes(wanted),
  );
  return source ? { reference: referenceTo(source.node, path), words: `${source.label} › ${path.join('.')}` } : null;
}
