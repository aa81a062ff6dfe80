import { z } from 'zod';
import { agentOperation } from './agent';
import { chooseOperation } from './choose';
import type { OperationDescription, OperationFacts, OperationPlace, OperationProblem } from './define-operation';
import { memberOperation } from './member';
import { passOperation } from './pass';
import { runOperation } from './run';
import { squadOperation } from './squad';
import { stopOperation } from './stop';
import { triggerOperation } from './trigger';

/** Every operation of the plan. A new one is a file beside this one, a line here, and an executor in the runtime. */
const operations = [
  runOperation,
  triggerOperation,
  passOperation,
  chooseOperation,
  stopOperation,
  agentOperation,
  squadOperation,
  memberOperation,
] as const;

/** An operation as plans store it. */
export const operation = z.discriminatedUnion(
  'kind',
  operations.map(({ schema }) => schema) as unknown as [z.ZodObject],
) as unknown as z.ZodType<Operation>;

/**
 * What a control node becomes in the plan (`lower()`); nodes with `run` become `{ kind: "run" }`. Values may hold
 * references, templates and expressions and are resolved when the node starts.
 */
export type Operation = z.output<(typeof operations)[number]['schema']>;
export type OperationKind = Operation['kind'];
/** The operation of one kind. */
export type OperationOf<Kind extends OperationKind> = Extract<Operation, { kind: Kind }>;

const byKind: ReadonlyMap<string, OperationDescription<string, Operation>> = new Map(
  operations.map((each) => [each.kind, each as unknown as OperationDescription<string, Operation>]),
);

function describe(operation: Operation): OperationDescription<string, Operation> {
  const description = byKind.get(operation.kind);
  if (!description) throw new TypeError(`there is no operation "${operation.kind}"`);
  return description;
}

/** Returns what the compiler, the report and the scheduler must know of an operation. */
export const factsOf = (operation: Operation): OperationFacts => describe(operation).factsOf(operation);

/** Returns the operation with the name of its node, where it has use for one and none of its own. */
export const withName = (operation: Operation, name: string): Operation =>
  describe(operation).withName?.(operation, name) ?? operation;

/** Returns the problems of an operation that only its own kind knows. */
export const checkOperation = (operation: Operation, place: OperationPlace): OperationProblem[] =>
  describe(operation).check?.(operation, place) ?? [];

/** Looks an operation up in a table with an entry for each kind. */
export const entryOf = <Entry>(table: Readonly<Record<OperationKind, Entry>>, operation: Operation): Entry =>
  table[operation.kind];

/** The kind of an operation as text, for people. */
export const kindOf = (operation: Operation): string => operation.kind;
