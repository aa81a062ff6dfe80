import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** Deeper JSON is refused before anything looks at it; documents have narrower limits of their own. */
const MAX_DEPTH = 200;

const refuse = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'INVALID_INPUT' } });

/** Walks without recursion, so that no depth of nesting can overflow the stack. */
function checkDepth(value: unknown): unknown {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw refuse(`JSON nested deeper than ${MAX_DEPTH} levels`);
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return value;
}

function fromLiteral(node: ValueNode, variables: Record<string, unknown> | null | undefined, depth: number): unknown {
  if (depth > MAX_DEPTH) throw refuse(`JSON nested deeper than ${MAX_DEPTH} levels`);
  switch (node.kind) {
    case Kind.STRING:
    case Kind.ENUM:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.NULL:
      return null;
    case Kind.LIST:
      return node.values.map((item) => fromLiteral(item, variables, depth + 1));
    case Kind.OBJECT:
      // `fromEntries` makes a plain property even of `__proto__`.
      return Object.fromEntries(
        node.fields.map((field) => [field.name.value, fromLiteral(field.value, variables, depth + 1)]),
      );
    case Kind.VARIABLE:
      return variables?.[node.name.value] ?? null;
  }
}

export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value: object, list, string, number, boolean or null.',
  serialize: (value) => value,
  parseValue: checkDepth,
  parseLiteral: (node, variables) => fromLiteral(node, variables, 0),
});

/** Accepts a `Date` or a text that is one already. */
export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'A moment in ISO 8601, UTC, such as `2026-11-23T09:30:00.000Z`.',
  serialize: (value) => new Date(value as string | Date).toISOString(),
  parseValue(value) {
    const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(time)) throw refuse('DateTime must be a text in ISO 8601');
    return new Date(time).toISOString();
  },
});
