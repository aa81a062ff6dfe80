'use client';
import type { Reference } from '@muster/schema';
import { Command } from 'cmdk';
import { Popover } from 'radix-ui';
import { type RefObject, useMemo, useState } from 'react';
import { type ReferenceSource, referenceSources } from '../../core/known-fields';
import { referenceTo } from '../../core/template-parts';
import { documentNow, useEditor } from '../../store/editor-context';

interface ReferencePickerProps {
  nodeId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPick: (reference: Reference) => void;
  /** What the list hangs from: where the caret is. */
  anchor: RefObject<{ getBoundingClientRect: () => DOMRect } | null>;
}

/** Everything this node may refer to: what comes in, the nodes before it and their fields. Nothing else is offered. */
export function ReferencePicker({ nodeId, open, onOpenChange, onPick, anchor }: ReferencePickerProps) {
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
          {open && <PickerList nodeId={nodeId} onPick={onPick} />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function PickerList({ nodeId, onPick }: { nodeId: string; onPick: (reference: Reference) => void }) {
  const session = useEditor();
  const [search, setSearch] = useState('');
  const sources = useMemo(() => referenceSources(documentNow(session), session.catalogue, nodeId), [session, nodeId]);
  const own = ownPath(search, sources);
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
          Nothing of that name comes before this node. Type a dot to name a field, such as input.title.
        </Command.Empty>
        {own && (
          <Item value={`own ${search}`} onSelect={() => onPick(own.reference)} label={own.words} detail="this field" />
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
            {source.fields.map((path) => (
              <Item
                key={path.join('.')}
                value={`${source.label} ${source.node} ${path.join('.')}`}
                onSelect={() => onPick(referenceTo(source.node, path))}
                label={path.length === 0 ? 'everything' : path.join('.')}
                detail=""
              />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function Item({
  value,
  label,
  detail,
  onSelect,
}: {
  value: string;
  label: string;
  detail: string;
  onSelect: () => void;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex cursor-default items-baseline justify-between gap-2 rounded-item px-2 py-1 data-[selected=true]:bg-sunken pointer-coarse:py-2.5"
    >
      <span className="machine truncate text-ink">{label}</span>
      {detail && <span className="machine text-ink-3">{detail}</span>}
    </Command.Item>
  );
}

/** `input.some.field` typed by hand: fields that cannot be known before the run. */
function ownPath(search: string, sources: readonly ReferenceSource[]): { reference: Reference; words: string } | null {
  const [head, ...path] = search.trim().split('.');
  if (!head || path.length === 0 || path.some((part) => part === '')) return null;
  const wanted = head.toLowerCase();
  const source = sources.find(({ label, node }) =>
    [label.toLowerCase(), node.toLowerCase(), node.replace('$', '')].includes(wanted),
  );
  return source ? { reference: referenceTo(source.node, path), words: `${source.label} › ${path.join('.')}` } : null;
}
