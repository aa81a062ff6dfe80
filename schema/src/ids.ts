import { monotonicFactory } from 'ulid';

declare const brand: unique symbol;
/** A string that names one kind of thing; ids of different kinds do not mix. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

export type WorkspaceId = Branded<'WorkspaceId'>;
export type UserId = Branded<'UserId'>;
export type WorkflowId = Branded<'WorkflowId'>;
export type VersionId = Branded<'VersionId'>;
export type RunId = Branded<'RunId'>;
export type NodeRunId = Branded<'NodeRunId'>;
export type MessageId = Branded<'MessageId'>;

const prefixes = {
  workflow: 'wfl',
  version: 'ver',
  run: 'run',
  nodeRun: 'nrn',
  message: 'msg',
  task: 'tsk',
  event: 'evt',
  delivery: 'dlv',
} as const;

type IdKinds = {
  workflow: WorkflowId;
  version: VersionId;
  run: RunId;
  nodeRun: NodeRunId;
  message: MessageId;
  task: string;
  event: string;
  delivery: string;
};

const ulid = monotonicFactory();

/** A new id such as `run_01JD…`: prefixed, and sortable by time of creation. */
export function newId<Kind extends keyof IdKinds>(kind: Kind): IdKinds[Kind] {
  return `${prefixes[kind]}_${ulid()}` as IdKinds[Kind];
}
