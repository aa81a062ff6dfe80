import type { DiagnosticCode, GraphEdge } from '@muster/schema';
import { z } from 'zod';
import type { AgentSpec, Budget } from './agent-spec';

/** What the compiler, the report and the scheduler must know of one operation. */
export interface OperationFacts {
  /**
   * Where it may stand in a chain of pure nodes that share one durable step: `anywhere`, `last` when it may emit on
   * several ports or none, or `never` when it takes durable steps of its own.
   */
  fuse: 'anywhere' | 'last' | 'never';
  /** Runs without a live edge into it. */
  isStart: boolean;
  /** Retried by default when its node asks a model. False for what retries inside itself. */
  retriesByDefault: boolean;
  /** Durable steps in the function of its scope; null: one, and two more for each retry. */
  stepsInScope: number | null;
  /** Kind of the function that the compiler emits for the node; null when it runs in the function of its scope. */
  ownFunction: 'agent' | 'member' | null;
  /** The agent that does the work. */
  agent: AgentSpec | null;
  /** Each outgoing edge is a tool of the agent. */
  edgesAreTools: boolean;
  /** The member that receives the squad's task. */
  leads: boolean;
  budget: Budget | null;
  /** The squad that the work is handed to. */
  squadWorkflowId: string | null;
  /** The only port it can emit on, when that is known before it runs. */
  onlyPort: string | null;
  /** How it ends the whole run, when it does. */
  endsRun: 'succeed' | 'fail' | null;
}

const defaultFacts: Omit<OperationFacts, 'fuse'> = {
  isStart: false,
  retriesByDefault: true,
  stepsInScope: null,
  ownFunction: null,
  agent: null,
  edgesAreTools: false,
  leads: false,
  budget: null,
  squadWorkflowId: null,
  onlyPort: null,
  endsRun: null,
};

/** What `check` may look at besides the operation. */
export interface OperationPlace {
  /** The node's name in quotes, for messages. */
  called: string;
  incoming: readonly Pick<GraphEdge, 'id'>[];
  /** Squads of the workspace by workflow id; `versionId` is null while a squad has no published version. */
  squads: ReadonlyMap<string, { name: string; versionId: string | null }>;
}

/** A problem that `check` found; the compiler adds the node and the severity of the code. */
export interface OperationProblem {
  code: DiagnosticCode;
  message: string;
  fix?: string;
  configPath?: readonly string[];
  edges?: readonly string[];
}

/** An operation of the plan, apart from how it is executed. */
export interface OperationDescription<Kind extends string = string, Operation = never> {
  kind: Kind;
  /** What a stored operation of this kind looks like. */
  schema: z.ZodObject;
  factsOf(operation: Operation): OperationFacts;
  /** Names the agent after its node unless it has a name. */
  withName?: ((operation: Operation, name: string) => Operation) | undefined;
  /** Problems beyond what the node's config schema and the rules for all nodes find. */
  check?: ((operation: Operation, place: OperationPlace) => OperationProblem[]) | undefined;
}

/** Describes an operation. Its type derives from `shape`; `facts` states what differs from the defaults. */
export function defineOperation<const Kind extends string, Shape extends z.ZodRawShape>(definition: {
  kind: Kind;
  shape: Shape;
  facts: (operation: z.output<z.ZodObject<Shape>>) => Pick<OperationFacts, 'fuse'> & Partial<OperationFacts>;
  withName?: (
    operation: z.output<z.ZodObject<Shape & { kind: z.ZodLiteral<Kind> }>>,
    name: string,
  ) => z.output<z.ZodObject<Shape & { kind: z.ZodLiteral<Kind> }>>;
  check?: (operation: z.output<z.ZodObject<Shape>>, place: OperationPlace) => OperationProblem[];
}) {
  type Schema = z.ZodObject<Shape & { kind: z.ZodLiteral<Kind> }>;
  const { kind, shape, facts, withName, check } = definition;
  const schema = z.object({ kind: z.literal(kind), ...shape }) as unknown as Schema;
  return {
    kind,
    schema,
    factsOf: (operation: z.output<Schema>): OperationFacts => ({
      ...defaultFacts,
      ...facts(operation as unknown as z.output<z.ZodObject<Shape>>),
    }),
    withName,
    check: check as ((operation: z.output<Schema>, place: OperationPlace) => OperationProblem[]) | undefined,
  };
}
