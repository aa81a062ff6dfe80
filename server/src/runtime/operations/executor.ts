import type { NodeResult, Operation } from '@muster/nodes';
import { type Json, noUsage } from '@muster/schema';
import type { PlanNode, PlanStep } from '../../compiler/plan';
import type { Outcome } from '../context/outcomes';
import type { RunContext } from '../context/run-context';
import type { RunScope, ScopeEnd } from '../context/run-scope';
import type { StepEnd } from '../scheduler/schedule';
import type { StepTools } from '../step-tools';

/** What an operation emitted. `failed` replaces the outcome: the node failed, whatever its policy says. */
export type Emission = Required<Pick<NodeResult, 'output' | 'usage'>> & { ports: string[]; failed?: Outcome };

export const emit = (output: Json, ...ports: string[]): Emission => ({ output, ports, usage: noUsage });

/** One attempt at a node inside a durable step. */
export interface Attempt<Op = Operation> {
  context: RunContext;
  node: PlanNode;
  operation: Op;
  input: Json;
  /** 1 for the first attempt. */
  attempt: number;
  /** Aborts when the run is cancelled or the node's time is up. */
  signal: AbortSignal;
}

/** A node that takes durable steps of its own. */
export interface OwnSteps<Op = Operation> {
  context: RunContext;
  step: StepTools;
  /** Its id begins the ids of the node's own steps. */
  planStep: PlanStep;
  node: PlanNode;
  operation: Op;
  /** Runs the nodes in this container once, as its `number`th iteration (from 1), with a scheduler of their own. */
  runScope(start: ScopeStart): Promise<ScopeEnd>;
}

/** What a container hands to one execution of its scope. */
export interface ScopeStart extends Pick<RunScope, 'input' | 'element'> {
  number: number;
}

/**
 * How an operation is executed: inside a durable step, which it may share with other nodes (`execute`); with durable
 * steps of its own (`runSteps`), beginning and ending the node's row itself; or by nobody here (`null`), since functions
 * outside the runtime run it.
 */
export type Executor<Op = Operation> =
  | { execute(attempt: Attempt<Op>): Promise<Emission>; runSteps?: never }
  | { runSteps(steps: OwnSteps<Op>): Promise<StepEnd>; execute?: never }
  | null;
