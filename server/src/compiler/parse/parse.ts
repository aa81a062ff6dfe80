import { type Diagnostic, type GraphDocument, readGraph } from '@muster/schema';
import { diagnostic } from '../diagnostics';

export type Parsed = { document: GraphDocument; diagnostics: [] } | { document: null; diagnostics: Diagnostic[] };

/** From anything that is said to be a graph to a document, or to the reasons why it is none. */
export function parse(input: unknown): Parsed {
  const reading = readGraph(input);
  if (reading.ok) return { document: reading.document, diagnostics: [] };
  const isAboutNodes = reading.errors.some(({ path }) => path[0] === 'nodes');
  const value: unknown = isAboutNodes && typeof input === 'string' ? JSON.parse(input) : input;
  return {
    document: null,
    diagnostics: reading.errors.map(({ code, message, path }) => {
      const nodes = path[0] === 'nodes' ? nodeIdAt(value, Number(path[1])) : [];
      return diagnostic(code, { message, nodes });
    }),
  };
}

/** The id of the node an error is about, when it has a usable one, so that the editor can point at it. */
function nodeIdAt(input: unknown, index: number): string[] {
  if (typeof input !== 'object' || input === null || !('nodes' in input) || !Array.isArray(input.nodes)) return [];
  const node: unknown = input.nodes[index];
  if (typeof node !== 'object' || node === null || !('id' in node) || typeof node.id !== 'string') return [];
  return [node.id];
}
