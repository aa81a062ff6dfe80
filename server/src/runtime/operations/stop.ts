import type { OperationOf } from '@muster/nodes';
import { scopeOf } from '../context/node-scope';
import { stopFailure } from '../context/outcomes';
import { askerOf } from '../context/run-context';
import { type Executor, emit } from './executor';

/** Emits its value on no port, which ends the run. */
export const stopExecutor: Executor<OperationOf<'stop'>> = {
  async execute({ context, node, operation, input, signal }) {
    const scope = await scopeOf(context, node, input);
    const value = await context.values.resolve(operation.value, scope, askerOf(context, signal));
    return operation.outcome === 'fail' ? { ...emit(value), failed: stopFailure(node.id, value) } : emit(value);
  },
};
