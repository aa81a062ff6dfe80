import type { OperationOf } from '@muster/nodes';
import { scopeOf } from '../context/node-scope';
import { askerOf } from '../context/run-context';
import { type Executor, emit } from './executor';

/** Emits `$input` on the port of the first case whose condition holds. */
export const chooseExecutor: Executor<OperationOf<'choose'>> = {
  async execute({ context, node, operation, input, signal }) {
    const scope = await scopeOf(context, node, input);
    const { cases, otherwise } = operation;
    const conditions = cases.map(({ when }) => when);
    const chosen = await context.values.firstThatHolds(conditions, scope, askerOf(context, signal));
    return emit(input, cases[chosen]?.port ?? otherwise);
  },
};
