'use client';
import { Command } from 'cmdk';
import { ChevronDown, Plus } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useMemo, useState } from 'react';
import { cn } from '../../../ui/cn';
import { controlLook } from '../../../ui/input';

export interface TargetOption {
  id: string;
  name: string;
  detail: string;
}

interface TargetPickerProps {
  label: string;
  /** Without one it is a small button with a plus. */
  placeholder?: string;
  disabled: boolean;
  /** Asked when the list opens: a graph may have thousands of nodes. */
  options: () => TargetOption[];
  onChoose: (nodeId: string) => void;
}

/** Chooses a node of the graph by name. */
export function TargetPicker({ label, placeholder, disabled, options, onChoose }: TargetPickerProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          role="combobox"
          aria-expanded={open}
          aria-haspopup="dialog"
          aria-label={label}
          disabled={disabled}
          className={cn(
            controlLook,
            'flex h-7! items-center justify-between gap-1 text-left text-small! text-ink-3! pointer-coarse:h-10!',
            placeholder === undefined ? 'w-7! shrink-0 border-dashed' : 'px-2.5',
          )}
        >
          {placeholder === undefined ? (
            <Plus className="mx-auto size-3.5 shrink-0" aria-hidden="true" />
          ) : (
            <>
              <span className="truncate">{placeholder}</span>
              <ChevronDown className="size-3.5 shrink-0" aria-hidden="true" />
            </>
          )}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className="z-60 w-64 animate-appear overflow-hidden rounded-node border border-line-2 bg-surface shadow-float"
        >
          <Targets
            options={options}
            onChoose={(nodeId) => {
              setOpen(false);
              onChoose(nodeId);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

const mostShown = 60;

function Targets({ options, onChoose }: Pick<TargetPickerProps, 'options' | 'onChoose'>) {
  const [search, setSearch] = useState('');
  // Once for each opening: the graph does not change while the list is open.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const all = useMemo(() => options(), []);
  const wanted = search.trim().toLowerCase();
  const found = all.filter((option) => `${option.name} ${option.id} ${option.detail}`.toLowerCase().includes(wanted));
  return (
    <Command label="Nodes to connect to" shouldFilter={false} loop>
      <Command.Input
        autoFocus
        value={search}
        onValueChange={setSearch}
        placeholder="Which node"
        className="h-9 w-full border-b border-line bg-transparent px-3 outline-none"
      />
      <Command.List className="scroll-quiet max-h-64 overflow-y-auto p-1">
        {found.length === 0 && <p className="px-2 py-3 text-small text-ink-3">No matching node can come next.</p>}
        {found.slice(0, mostShown).map((option) => (
          <Command.Item
            key={option.id}
            value={option.id}
            onSelect={() => onChoose(option.id)}
            className="flex cursor-default items-baseline justify-between gap-3 rounded-item px-2 py-1 data-[selected=true]:bg-sunken pointer-coarse:py-2.5"
          >
            <span className="truncate">{option.name}</span>
            <span aria-hidden="true" className="machine shrink-0 text-ink-3">
              {option.detail}
            </span>
          </Command.Item>
        ))}
        {found.length > mostShown && (
          <p className="px-2 py-1.5 text-small text-ink-3">{found.length - mostShown} more; type to find them.</p>
        )}
      </Command.List>
    </Command>
  );
}
