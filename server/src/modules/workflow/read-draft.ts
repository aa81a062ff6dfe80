import { type GraphDocument, readGraph, UserError, type WorkflowKind } from '@muster/schema';
import { SeveralErrors } from '../shared/failures';

/**
 * A graph from outside as a document that is safe to keep, whether or not it compiles.
 * @throws UserError with a code of the graph (`GRAPH_NOT_JSON`, `GRAPH_TOO_NEW` …) and the path in the input.
 */
export function readDraft(graph: unknown, kind: WorkflowKind): GraphDocument {
  if (typeof graph === 'string') {
    throw new UserError('GRAPH_NOT_JSON', 'The graph is a string; send the object itself.', { path: ['graph'] });
  }
  const reading = readGraph(graph);
  if (!reading.ok) {
    throw new SeveralErrors(
      reading.errors.map(({ code, message, path }) => new UserError(code, message, { path: ['graph', ...path] })),
    );
  }
  if (reading.document.kind !== kind) {
    const message = `The workflow is a ${kind}, the graph says it is a ${reading.document.kind}.`;
    throw new UserError('INVALID_INPUT', message, { path: ['graph', 'kind'] });
  }
  return reading.document;
}
