/**
 * Names one execution of a scope: `""` is the graph itself, `each:3` the third execution of the nodes in `each`,
 * `each:3/again:1` the first of those in `again` within it. Squads name the causal path of their messages in the same
 * form: `fix:1/ada:2`. Node ids hold neither `/` nor `:`.
 */
export type Iteration = string;

/** The graph itself. */
export const rootIteration: Iteration = '';

/** One step of an iteration's path: the `number`th execution below the node. */
export interface IterationPart {
  nodeId: string;
  number: number;
}

/** Returns the iteration that the node starts as its `number`th, within the iteration it runs in itself. */
export const childIteration = (parent: Iteration, nodeId: string, number: number): Iteration =>
  inIteration(parent, `${nodeId}:${number}`);

/** Returns a name that is unique in one iteration, such as a step's id, made unique in the whole run. */
export const inIteration = (iteration: Iteration, name: string): string =>
  iteration === rootIteration ? name : `${iteration}/${name}`;

/** Returns the path of an iteration from the outside in; empty for the graph itself. */
export function parseIteration(iteration: Iteration): IterationPart[] {
  if (iteration === rootIteration) return [];
  return iteration.split('/').map((part) => {
    const colon = part.lastIndexOf(':');
    return { nodeId: part.slice(0, colon), number: Number(part.slice(colon + 1)) };
  });
}

/** Returns the iteration around this one and the node there that started this one; null for the graph itself. */
export function outerIteration(iteration: Iteration): { iteration: Iteration; nodeId: string } | null {
  const last = parseIteration(iteration).at(-1);
  if (!last) return null;
  return { iteration: iteration.slice(0, Math.max(0, iteration.lastIndexOf('/'))), nodeId: last.nodeId };
}

/** Returns the iteration and all around it, from the inside out; the last is the graph itself. */
export function iterationLineage(iteration: Iteration): Iteration[] {
  const lineage = [iteration];
  for (let next = outerIteration(iteration); next; next = outerIteration(next.iteration)) lineage.push(next.iteration);
  return lineage;
}

/** Returns how many iterations are around this one: 0 for the graph itself. */
export const iterationDepth = (iteration: Iteration): number => parseIteration(iteration).length;

/** What the names of all iterations below this one begin with. */
export const descendantPrefix = (iteration: Iteration): string => inIteration(iteration, '');

/** True when it is that iteration, or one below it. */
export const isWithinIteration = (iteration: Iteration, outer: Iteration): boolean =>
  iteration === outer || iteration.startsWith(descendantPrefix(outer));

/** Returns the node of the graph that an iteration runs below; null for the graph itself. */
export const outermostNode = (iteration: Iteration): string | null => parseIteration(iteration)[0]?.nodeId ?? null;

/** Orders iterations as they are nested and counted: `each:2` before `each:10`, and after all within `each:1`. */
export function compareIterations(a: Iteration, b: Iteration): number {
  const [left, right] = [parseIteration(a), parseIteration(b)];
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (!other) return 1;
    if (part.nodeId !== other.nodeId) return part.nodeId < other.nodeId ? -1 : 1;
    if (part.number !== other.number) return part.number - other.number;
  }
  return left.length - right.length;
}
