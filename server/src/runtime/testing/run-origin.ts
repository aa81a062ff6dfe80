import { factsOf } from '@muster/nodes';
import type { Actor } from '@muster/schema';
import type { ExecutionPlan } from '../../compiler/plan';
import type { AcceptRun } from '../start-run/run-intake';

export const testActor: Actor = { kind: 'SYSTEM', id: null, label: 'Test' };

/** The origin of a run of a version that no test looks into. */
export const withoutTrigger: Pick<AcceptRun, 'triggerNodeId' | 'startedBy'> = {
  triggerNodeId: null,
  startedBy: testActor,
};

/** The id of a plan's only trigger; null for a squad, or when a test has to name one of several. */
export function onlyTriggerOf({ nodes }: ExecutionPlan): string | null {
  const [first, ...others] = nodes.filter(({ operation }) => factsOf(operation).isStart);
  return first && others.length === 0 ? first.id : null;
}
