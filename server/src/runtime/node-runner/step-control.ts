import type { Json } from '@muster/schema';
import { z } from 'zod';
import type { PlanStep } from '../../compiler/plan';
import type { NodeRunRecord } from '../run-store';
import type { StepEnd } from '../scheduler/schedule';

/**
 * What the engine memoises of a step: control only, a few hundred bytes. `ports` names just the nodes that did not
 * simply emit on `out`; null means skipped, or not started.
 */
export type StepControl = { ports: Record<string, string[] | null>; endedBy: string | null } | { stopped: true };

const stepControl = z.union([
  z.object({ stopped: z.literal(true) }),
  z.object({ ports: z.record(z.string(), z.array(z.string()).nullable()), endedBy: z.string().nullable() }),
]);

export const stoppedControl: StepControl = { stopped: true };

const isPlain = (ports: readonly string[]): boolean => ports.length === 1 && ports[0] === 'out';

/** `records`: the rows of the step's nodes in order; nodes after the last of them were not started. */
export function toControl(records: readonly NodeRunRecord[], endedBy: string | null): StepControl {
  const special = records.flatMap(({ nodeId, ports, status }): [string, string[] | null][] => {
    if (status === 'SKIPPED') return [[nodeId, null]];
    return isPlain(ports) ? [] : [[nodeId, ports]];
  });
  return { ports: Object.fromEntries(special), endedBy };
}

export function toStepEnd(step: PlanStep, json: Json): StepEnd {
  const control = stepControl.parse(json);
  if ('stopped' in control) return { ports: new Map(), endedBy: null, stopped: true };
  const { endedBy } = control;
  // Nothing after the node that ended the run was started.
  const last = endedBy === null ? step.nodeIds.length : step.nodeIds.indexOf(endedBy) + 1;
  const ports = step.nodeIds.slice(0, last).flatMap((nodeId): [string, string[]][] => {
    const special = Object.hasOwn(control.ports, nodeId) ? control.ports[nodeId] : undefined;
    return special === null ? [] : [[nodeId, special ?? ['out']]];
  });
  return { ports: new Map(ports), endedBy, stopped: false };
}
