'use client';
import { cn } from '../../../ui/cn';
import type { ValueMode } from '../../core/values/value-modes';

interface ModeSwitchProps<Mode extends ValueMode> {
  label: string;
  value: string;
  modes: readonly { value: Mode; label: string }[];
  /** The mode whose value is kept to be restored. */
  waiting?: ValueMode | null;
  onChange: (mode: Mode) => void;
}

const kept: Record<ValueMode, string> = {
  text: 'The text is kept.',
  fields: 'The fields are kept.',
  compare: 'The comparison is kept.',
  expression: 'The expression is kept.',
  json: 'The JSON is kept.',
};

/** A quiet row of words under a control: how its value is given. */
export function ModeSwitch<Mode extends ValueMode>({
  label,
  value,
  modes,
  waiting = null,
  onChange,
}: ModeSwitchProps<Mode>) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <fieldset aria-label={label} className="flex gap-0.5">
        {modes.map((mode) => (
          <button
            key={mode.value}
            type="button"
            aria-pressed={value === mode.value}
            className={cn(
              'machine rounded-item px-1.5 py-0.5 pointer-coarse:py-2',
              value === mode.value ? 'bg-sunken text-ink' : 'text-ink-3 hover:text-ink',
            )}
            onClick={() => value !== mode.value && onChange(mode.value)}
          >
            {mode.label}
          </button>
        ))}
      </fieldset>
      <KeptNote waiting={waiting} />
    </div>
  );
}

/** Says that the value of another mode is kept. */
export function KeptNote({ waiting }: { waiting: ValueMode | null }) {
  return (
    <span role="status" className="text-small text-ink-3 empty:hidden">
      {waiting && `${kept[waiting]} Switch back to restore it.`}
    </span>
  );
}
