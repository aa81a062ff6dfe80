import { factsOf } from '@muster/nodes';
import { errorCodes, type Iteration, iterationLineage, type Json, type RunFailure } from '@muster/schema';
import { type ExecutionPlan, isBypassed, type PlanPolicy } from '../../compiler/plan';
import type { EndingGuard, NodeOutcome } from '../run-store';
import { toText } from '../values/text';

/** How a node ended, whichever node it is. */
export type Outcome = Omit<NodeOutcome, 'runId' | 'nodeId' | 'iteration'>;

/** A failure as the node's `onError` wants it. */
export function failedOutcome({ onError }: Pick<PlanPolicy, 'onError'>, error: RunFailure): Outcome {
  const { code, message } = error;
  if (onError === 'port') return { status: 'FAILED', ports: ['error'], output: { code, message }, error };
  return { status: 'FAILED', ports: onError === 'continue' ? ['out'] : [], output: null, error };
}

/** Most characters of a stop node's value that become the message of the failure. */
const longestStopMessage = 4_000;

/** How a stop node that fails the run ends: it is what failed, whatever its `onError`, with the value as the message. */
export function stopFailure(nodeId: string, value: Json): Outcome {
  const text = toText(value) || errorCodes.RUN_STOPPED;
  const message = text.length > longestStopMessage ? `${text.slice(0, longestStopMessage)}…` : text;
  return { status: 'FAILED', ports: [], output: value, error: { code: 'RUN_STOPPED', message, nodeId } };
}

/** What a bypassed node emits: its input on `passPort` when it is disabled, else what its mock says. */
export function bypassedOutcome({ disabled, mock }: PlanPolicy, input: Json, passPort = 'out'): Outcome {
  const { port, output } = disabled || !mock ? { port: passPort, output: input } : mock;
  return { status: 'SUCCEEDED', ports: [port], output };
}

/** Nothing starts in this iteration once it, or one around it, is ending; a bypassed stop node stops nothing. */
export const endingGuardOf = ({ nodes }: Pick<ExecutionPlan, 'nodes'>, iteration: Iteration): EndingGuard => ({
  iterations: iterationLineage(iteration),
  stopNodeIds: nodes
    .filter((node) => factsOf(node.operation).endsRun !== null && !isBypassed(node))
    .map(({ id }) => id),
});
