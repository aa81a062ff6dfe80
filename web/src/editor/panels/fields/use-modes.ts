'use client';
import { noMemory, switchMode, type ValueMode, waitingMode } from '../../core/values/value-modes';
import { useEditor } from '../../store/editor-context';
import type { FieldProps } from './field-props';

export interface Modes {
  /** Switches how the value is given, as one step of undo. */
  switchTo: (to: ValueMode) => void;
  /** The mode whose value is kept while this one says something else. */
  waiting: ValueMode | null;
}

/** Switching modes for the value at one place, such as `output/who`; what the other modes held is kept. */
export function useModes(
  { nodeId, value, onChange, onLeave }: Pick<FieldProps, 'nodeId' | 'value' | 'onChange' | 'onLeave'>,
  place: string,
  mode: ValueMode,
): Modes {
  const { modes } = useEditor();
  const key = JSON.stringify([nodeId, place]);
  const memory = modes.get(key) ?? noMemory;
  return {
    waiting: waitingMode(memory, mode),
    switchTo: (to) => {
      const switched = switchMode({ memory, from: mode, to, value });
      modes.set(key, switched.memory);
      onLeave();
      onChange(switched.value);
      onLeave();
    },
  };
}
