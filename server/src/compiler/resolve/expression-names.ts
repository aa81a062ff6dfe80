import jsonata from 'jsonata';

/** What an expression reads from its context. */
export interface ExpressionNames {
  /** First names of paths that start at the context: `input`, `nodes` … */
  roots: Set<string>;
  /** Ids `x` of every `nodes.x` and `$$.nodes.x`. */
  nodeIds: Set<string>;
}
export type ParsedExpression = { ok: true; names: ExpressionNames } | { ok: false; reason: string; position?: number };

/** A part of JSONata's syntax tree; only what is looked at. */
interface Part {
  type?: string;
  value?: unknown;
  steps?: Part[];
}
/** `inside` a path or a filter the context is another, and only `$$` still means the whole. */
interface Visit {
  part: unknown;
  inside: boolean;
}

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;

function readPath(steps: readonly Part[], inside: boolean, names: ExpressionNames): void {
  const [first] = steps;
  const fromWhole = first?.type === 'variable' && (first.value === '$' || (first.value === '' && !inside));
  const [root, next] = fromWhole ? [steps[1], steps[2]] : inside ? [] : [steps[0], steps[1]];
  if (root?.type !== 'name') return;
  names.roots.add(String(root.value));
  if (root.value === 'nodes' && next?.type === 'name') names.nodeIds.add(String(next.value));
}

/** Keys of a part whose content is evaluated with another context than the part itself. */
const narrowing = new Set(['stages', 'predicate', 'group', 'terms', 'pattern', 'update', 'delete']);

function collect(tree: unknown): ExpressionNames {
  const names: ExpressionNames = { roots: new Set(), nodeIds: new Set() };
  const stack: Visit[] = [{ part: tree, inside: false }];
  // Parts for `%` point back at one another.
  const seen = new Set<object>();
  for (let visit = stack.pop(); visit; visit = stack.pop()) {
    const { part, inside } = visit;
    if (!isPart(part) || seen.has(part)) continue;
    seen.add(part);
    const steps = part.type === 'path' && Array.isArray(part.steps) ? part.steps : null;
    if (steps) readPath(steps, inside, names);
    for (const [key, child] of Object.entries(part)) {
      if (steps && key === 'steps') {
        for (const [index, step] of steps.entries()) stack.push({ part: step, inside: inside || index > 0 });
      } else stack.push({ part: child, inside: inside || narrowing.has(key) });
    }
  }
  return names;
}

/** Reading is most of the time of a compilation, and an editor compiles nearly the same graph again and again. */
const MOST_REMEMBERED = 20_000;
const LONGEST_REMEMBERED = 2_000;
const remembered = new Map<string, ParsedExpression>();

/** Reads an expression without evaluating anything of it (E6). */
export function parseExpression(source: string): ParsedExpression {
  const known = remembered.get(source);
  if (known) return known;
  const parsed = parseAnew(source);
  if (source.length <= LONGEST_REMEMBERED) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(source, parsed);
  }
  return parsed;
}

function parseAnew(source: string): ParsedExpression {
  try {
    return { ok: true, names: collect(jsonata(source).ast()) };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, reason: 'it is nested too deep' };
    const { message, position } = error as { message?: unknown; position?: unknown };
    const reason = typeof message === 'string' && message !== '' ? message : 'it cannot be read';
    return typeof position === 'number' ? { ok: false, reason, position } : { ok: false, reason };
  }
}
