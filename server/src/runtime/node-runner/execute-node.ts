import { portsOf } from '@muster/nodes';
import { type Json, UserError } from '@muster/schema';
import { isBypassed, type PlanNode } from '../../compiler/plan';
import { bypassedOutcome } from '../context/outcomes';
import { keyOf, type RunContext } from '../context/run-context';
import { type Executors, executorOf } from '../operations/table';
import type { NodeOutcome } from '../run-store';
import { storableOutput } from '../store/json-text';
import { withTimeout } from './with-timeout';

/** What a run's nodes are executed with. */
export interface RunnerContext extends RunContext {
  executors: Executors;
}

/** A node's input and the attempt it is on. */
export interface Execution {
  node: PlanNode;
  input: Json;
  attempt: number;
}

/** Where a node that only passes its input on emits it: `out`, or the first port it has. */
function passPort(context: RunContext, node: PlanNode): string {
  const definition = context.findNode(node.type, node.typeVersion);
  const ports = definition ? portsOf(definition, node.config).out.map(({ id }) => id) : [];
  return ports.includes('out') ? 'out' : (ports[0] ?? 'out');
}

/** One attempt at a node: what it emits. Throws what the node throws; NODE_TIMEOUT and OUTPUT_TOO_LARGE come from here. */
export async function executeNode(context: RunnerContext, execution: Execution): Promise<NodeOutcome> {
  const { node, input } = execution;
  const key = keyOf(context, node.id);
  if (isBypassed(node)) {
    const bypassed = bypassedOutcome(node.policy, input, passPort(context, node));
    return { ...key, ...bypassed, input, output: storableOutput(bypassed.output) };
  }
  const execute = executorOf(context.executors, node.operation)?.execute;
  if (!execute) throw new UserError('NODE_FAILED', `${node.type} cannot run inside a step.`);
  const { operation, policy } = node;
  const result = await withTimeout(policy.timeoutSeconds, context.signal, (signal) =>
    execute({ ...execution, context, operation, signal }),
  );
  const { ports, usage, failed } = result;
  return { ...key, status: 'SUCCEEDED', ports, input, usage, ...failed, output: storableOutput(result.output) };
}
