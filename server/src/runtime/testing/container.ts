import type { OperationOf } from '@muster/nodes';
import type { Json } from '@muster/schema';
import { inputOfNode } from '../context/node-scope';
import { failedOutcome } from '../context/outcomes';
import { keyOf } from '../context/run-context';
import type { Executor } from '../operations/executor';
import type { StepEnd } from '../scheduler/schedule';

const stopped: StepEnd = { ports: new Map(), endedBy: null, stopped: true };

/**
 * A container for tests, in the place of the executor of `pass`: runs the nodes in it once for each of `config.items`, all
 * at the same time, and emits the list of their outputs. The first iteration that fails is its failure.
 */
export const testContainer: Executor<OperationOf<'pass'>> = {
  async runSteps({ context, step, planStep, node, runScope }) {
    const { store, guard } = context;
    const key = keyOf(context, node.id);
    const toEnd = (ports: string[]): StepEnd =>
      ports.length > 0
        ? { ports: new Map([[node.id, ports]]), endedBy: null, stopped: false }
        : { ports: new Map(), endedBy: node.id, stopped: false };

    const begun = await step.run<string[] | string>(`${planStep.id}:begin`, async () => {
      const start = await store.startNode(key, await inputOfNode(context, node), guard);
      return start.kind === 'recorded' ? start.record.ports : start.kind;
    });
    if (Array.isArray(begun)) return toEnd(begun);
    if (begun === 'stopped') return stopped;

    const items = node.config.items as Json[];
    const ends = await Promise.all(
      items.map((item, index) => runScope({ number: index + 1, input: item, element: { item, index } })),
    );
    if (ends.some(({ status }) => status === 'STOPPED')) return stopped;
    const ports = await step.run<string[] | null>(`${planStep.id}:end`, async () => {
      const failure = ends.find((end) => end.status === 'FAILED');
      const output = ends.map((end) => (end.status === 'SUCCEEDED' ? end.output : null));
      const outcome = failure
        ? failedOutcome(node.policy, failure.error)
        : { status: 'SUCCEEDED' as const, ports: ['out'], output };
      const rows = await store.finishNodes([{ ...key, ...outcome }], {}, guard);
      return rows?.[0]?.ports ?? null;
    });
    return ports ? toEnd(ports) : stopped;
  },
};
