'use client';
import type { WorkflowKind } from '@muster/schema/operations';
import { ToggleGroup } from 'radix-ui';

const options: { value: WorkflowKind | 'ALL'; label: string }[] = [
  { value: 'ALL', label: 'All' },
  { value: 'PIPELINE', label: 'Pipelines' },
  { value: 'SQUAD', label: 'Squads' },
];

/** All, pipelines or squads. */
export function KindFilter({
  value,
  onChange,
}: {
  value: WorkflowKind | null;
  onChange: (kind: WorkflowKind | null) => void;
}) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label="Kind of workflow"
      value={value ?? 'ALL'}
      onValueChange={(next) => {
        if (next !== '') onChange(next === 'ALL' ? null : (next as WorkflowKind));
      }}
      className="flex rounded-control border border-line-2 bg-surface p-0.5"
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="h-6.5 rounded-[4px] px-2.5 text-ink-2 hover:text-ink data-[state=on]:bg-sunken data-[state=on]:font-medium data-[state=on]:text-ink pointer-coarse:h-9"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
