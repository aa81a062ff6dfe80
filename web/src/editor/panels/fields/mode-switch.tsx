'use client';
import { cn } from '../../../ui/cn';

interface ModeSwitchProps<Mode extends string> {
  label: string;
  value: string;
  modes: readonly { value: Mode; label: string }[];
  onChange: (mode: Mode) => void;
}

/** A quiet row of words under a control: how its value is given. */
export function ModeSwitch<Mode extends string>({ label, value, modes, onChange }: ModeSwitchProps<Mode>) {
  return (
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
  );
}
