import { entryOf, type Operation, type OperationKind, type OperationOf } from '@muster/nodes';
import { agentExecutor } from './agent';
import { chooseExecutor } from './choose';
import type { Executor } from './executor';
import { passExecutor } from './pass';
import { runExecutor } from './run';
import { squadExecutor } from './squad';
import { stopExecutor } from './stop';
import { triggerExecutor } from './trigger';

/** How each operation of `nodes/src/operations/table.ts` is executed. */
export type Executors = { readonly [Kind in OperationKind]: Executor<OperationOf<Kind>> };

export const executors: Executors = {
  run: runExecutor,
  trigger: triggerExecutor,
  pass: passExecutor,
  choose: chooseExecutor,
  stop: stopExecutor,
  agent: agentExecutor,
  squad: squadExecutor,
  // Members are run by the functions of their squad.
  member: null,
};

/** Returns how this operation is executed. */
export const executorOf = (table: Executors, operation: Operation): Executor =>
  // The entry of a kind takes operations of that kind, which the type checker cannot follow.
  entryOf(table as Readonly<Record<OperationKind, Executor>>, operation);
