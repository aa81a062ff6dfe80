import type { OperationOf } from '@muster/nodes';
import { type Executor, emit } from './executor';

/** Emits the run's input. */
export const triggerExecutor: Executor<OperationOf<'trigger'>> = {
  execute: async ({ context }) => emit(context.run.input, 'out'),
};
