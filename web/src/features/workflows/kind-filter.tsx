'use client';
import type { WorkflowKind } from '@muster/schema/operations';
import { useId } from 'react';

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
  const name = useId();
  return (
    <fieldset className="flex rounded-control border border-line-2 bg-surface p-0.5">
      <legend className="sr-only">Kind of workflow</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex h-6.5 cursor-pointer items-center rounded-[4px] px-2.5 text-ink-2 hover:text-ink has-checked:bg-sunken has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-ink pointer-coarse:h-9"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={(value ?? 'ALL') === option.value}
            onChange={() => onChange(option.value === 'ALL' ? null : option.value)}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
