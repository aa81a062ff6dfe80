import type { z } from 'zod';
import { type NewRunEvent, type RunEvent, type RunEventType, runEventData } from './events';

/** The events whose data holds a value of any size, and under which name. */
const values = {
  'run.started': 'input',
  'run.completed': 'output',
  'node.started': 'input',
  'node.completed': 'output',
} as const satisfies Partial<Record<RunEventType, string>>;

/** Name of the value in the data of an event of this type; null when it has none. */
export const valueOfEvent = (type: string): 'input' | 'output' | null =>
  Object.hasOwn(values, type) ? values[type as keyof typeof values] : null;

/** The `data` of each type of run event when the values of the run and its nodes are left out. */
export const runEventSummaryData = {
  ...runEventData,
  'run.started': runEventData['run.started'].omit({ input: true }),
  'run.completed': runEventData['run.completed'].omit({ output: true }),
  'node.started': runEventData['node.started'].omit({ input: true }),
  'node.completed': runEventData['node.completed'].omit({ output: true }),
} as const;

/** An event without the values of the run and its nodes. */
export type RunEventSummary = {
  [Type in RunEventType]: Omit<Extract<RunEvent, { type: Type }>, 'data'> & {
    data: z.infer<(typeof runEventSummaryData)[Type]>;
  };
}[RunEventType];

/** Leaves the value out of an event. */
export function summarizeEvent<Event extends Pick<NewRunEvent, 'type' | 'data'>>(event: Event): Event {
  const name = valueOfEvent(event.type);
  if (name === null) return event;
  const { [name]: _left, ...data } = event.data as Record<string, unknown>;
  return { ...event, data };
}
