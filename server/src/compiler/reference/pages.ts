import { diagnosticsReference } from './diagnostics-reference';
import { errorsReference } from './errors-reference';
import { nodesReference } from './nodes-reference';
import { runEventsReference } from './run-events-reference';

/** The pages of `docs/reference/` that are made from the code, by file name. */
export const referencePages: readonly (readonly [name: string, make: () => string])[] = [
  ['nodes.md', nodesReference],
  ['diagnostics.md', diagnosticsReference],
  ['errors.md', errorsReference],
  ['run-events.md', runEventsReference],
];
