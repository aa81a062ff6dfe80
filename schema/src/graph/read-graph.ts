import type { ErrorCode } from '../errors';
import { isJsonObject, type Json, type JsonObject } from '../json';
import { checkJsonValue, type JsonProblem, tooLargeMessage } from '../json-check';
import { isReservedName } from '../reserved';
import { describeProblems, showPath } from '../zod-sentences';
import { CURRENT_SCHEMA_VERSION, type GraphDocument, graphDocument, graphLimits } from './document';

export interface GraphError {
  code: Extract<
    ErrorCode,
    'GRAPH_NOT_JSON' | 'GRAPH_TOO_LARGE' | 'GRAPH_TOO_NEW' | 'GRAPH_INVALID' | 'GRAPH_NAME_RESERVED'
  >;
  message: string;
  /** Where in the document, outermost first. */
  path: string[];
}
export type GraphReading = { ok: true; document: GraphDocument } | { ok: false; errors: GraphError[] };

const refuse = (code: GraphError['code'], message: string, path: (string | number)[] = []): GraphReading => ({
  ok: false,
  errors: [{ code, message, path: path.map(String) }],
});

const codeOfProblem: Record<JsonProblem['kind'], GraphError['code']> = {
  'too-large': 'GRAPH_TOO_LARGE',
  'too-deep': 'GRAPH_TOO_LARGE',
  'not-json': 'GRAPH_NOT_JSON',
  'bad-text': 'GRAPH_INVALID',
  'reserved-key': 'GRAPH_NAME_RESERVED',
};

function fromProblem({ kind, message, path }: JsonProblem): GraphError {
  const place = path.length > 0 ? `${showPath(path)}: ` : 'The graph: ';
  const text = kind === 'too-large' ? message.replace(/^It is/, 'The graph is') : `${place}${message}`;
  return { code: codeOfProblem[kind], message: text, path: path.map(String) };
}

function parseText(text: string): { ok: true; value: unknown } | { ok: false; reading: GraphReading } {
  // UTF-8 takes at least one byte for each UTF-16 unit, so this refuses early; the exact size is measured later.
  if (text.length > graphLimits.bytes) {
    const bytes = new TextEncoder().encode(text).length;
    return {
      ok: false,
      reading: refuse('GRAPH_TOO_LARGE', tooLargeMessage(bytes, graphLimits.bytes).replace(/^It is/, 'The graph is')),
    };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    return { ok: false, reading: refuse('GRAPH_NOT_JSON', `The graph is not JSON: ${reason}.`) };
  }
}

/** The reading that a document of another version, or an oversized one, gets; null when neither. */
function refuseVersionOrCounts(graph: JsonObject): GraphReading | null {
  const version = graph.schemaVersion;
  if (typeof version === 'number' && Number.isInteger(version) && version > CURRENT_SCHEMA_VERSION) {
    return refuse(
      'GRAPH_TOO_NEW',
      `The graph has schema version ${version}; this Muster reads up to ${CURRENT_SCHEMA_VERSION}. Nothing was changed.`,
      ['schemaVersion'],
    );
  }
  for (const [key, limit] of [
    ['nodes', graphLimits.nodes],
    ['edges', graphLimits.edges],
  ] as const) {
    const list = graph[key];
    if (Array.isArray(list) && list.length > limit) {
      const count = list.length.toLocaleString('en');
      return refuse('GRAPH_TOO_LARGE', `The graph has ${count} ${key}; the limit is ${limit.toLocaleString('en')}.`, [
        key,
      ]);
    }
  }
  return null;
}

/** Ids that every JavaScript object already has; such a node could vanish from an output. */
function reservedIds(document: GraphDocument): GraphError[] {
  const errors: GraphError[] = [];
  for (const list of ['nodes', 'edges'] as const) {
    document[list].forEach(({ id }, index) => {
      if (!isReservedName(id, 'id')) return;
      const message = `"${id}" cannot be the id of ${list === 'nodes' ? 'a node' : 'an edge'}: the name is reserved.`;
      errors.push({ code: 'GRAPH_NAME_RESERVED', message, path: [list, String(index), 'id'] });
    });
  }
  return errors;
}

/**
 * Reads a graph from outside: JSON text, or a value that is said to be JSON. Everything that would make it unsafe to keep
 * or impossible to understand is refused here with precise errors: size, depth, schema version, shapes, text that Postgres
 * refuses, reserved names. What it lets through may still not compile; a draft may be in that state.
 */
export function readGraph(input: unknown): GraphReading {
  let value = input;
  if (typeof input === 'string') {
    const parsed = parseText(input);
    if (!parsed.ok) return parsed.reading;
    value = parsed.value;
  }
  const checked = checkJsonValue(value, { bytes: graphLimits.bytes, depth: graphLimits.jsonDepth });
  if (!checked.ok) return { ok: false, errors: checked.problems.map(fromProblem) };
  const graph: Json = checked.value;
  if (!isJsonObject(graph)) return refuse('GRAPH_INVALID', 'The graph must be an object.');
  const refused = refuseVersionOrCounts(graph);
  if (refused) return refused;
  const parsed = graphDocument.safeParse(graph);
  if (!parsed.success) {
    const errors = describeProblems(parsed.error).map(({ path, message }): GraphError => {
      const name = path.length > 0 ? showPath(path) : 'The graph';
      return { code: 'GRAPH_INVALID', message: `${name} ${message}.`, path };
    });
    return { ok: false, errors };
  }
  const errors = reservedIds(parsed.data);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, document: parsed.data };
}
