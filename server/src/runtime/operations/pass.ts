import type { OperationOf } from '@muster/nodes';
import { type Executor, emit } from './executor';

/** Emits `$input` unchanged. */
export const passExecutor: Executor<OperationOf<'pass'>> = {
  execute: async ({ input }) => emit(input, 'out'),
};
