import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** An operation that puts a text into one place of the schema. */
export interface InputCase {
  place: string;
  /** Takes everything as variables. */
  source: string;
  variables(text: string): Record<string, unknown>;
}

const texts = new Set(['ID', 'String', 'JSON']);
const examples: Readonly<Record<string, unknown>> = { ID: 'x', String: 'x', Int: 1, Float: 1, Boolean: true, JSON: {} };

/** One operation for every argument and input field of a schema that takes a text, or JSON that may hold one. */
export function inputCases(schema: GraphQLSchema): InputCase[] {
  const ways = waysTo(schema);
  return [...ways].flatMap(([type, way]) =>
    Object.values(type.getFields()).flatMap((field) =>
      field.args.flatMap((argument) =>
        placesIn(argument.type).map((path) => ({
          place: `${type.name}.${field.name}(${[argument.name, ...path].join('.')})`,
          source: sourceOf(schema, [...way, field]),
          variables: (text: string) => ({
            ...Object.assign({}, ...way.map((each) => required(each))),
            ...required(field),
            [variableOf(field, argument.name)]: fill(argument.type, path, text),
          }),
        })),
      ),
    ),
  );
}

type Field = GraphQLField<unknown, unknown>;

/** The fields that lead from a root to each object type, the shortest way. */
function waysTo(schema: GraphQLSchema): Map<GraphQLObjectType, Field[]> {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const ways = new Map<GraphQLObjectType, Field[]>(
    roots.flatMap((root) => (root ? [[root, []] as const] : [])) as never,
  );
  for (const [type, way] of ways)
    for (const field of Object.values(type.getFields())) {
      const next = getNamedType(field.type);
      if (isObjectType(next) && !ways.has(next)) ways.set(next, [...way, field]);
    }
  return ways;
}

/** Names are unique in an operation because no type is on a way twice. */
const variableOf = (field: Field, argument: string): string => `${field.name}_${argument}`;

function sourceOf(schema: GraphQLSchema, way: readonly Field[]): string {
  const declared = way.flatMap((field) => field.args.map((each) => `$${variableOf(field, each.name)}: ${each.type}`));
  const [root] = way;
  const last = way.at(-1);
  const leaf = last && isCompositeType(getNamedType(last.type)) ? '{ __typename }' : '';
  const body = way.reduceRight((inner, field) => {
    const args = field.args.map((each) => `${each.name}: $${variableOf(field, each.name)}`).join(', ');
    return `{ ${field.name}${args ? `(${args})` : ''} ${inner} }`;
  }, leaf);
  return `${kindOf(schema, root)} ${declared.length > 0 ? `(${declared.join(', ')})` : ''} ${body}`;
}

function kindOf(schema: GraphQLSchema, root: Field | undefined): string {
  const isOf = (type: GraphQLObjectType | null | undefined) => root && type?.getFields()[root.name] === root;
  if (isOf(schema.getMutationType())) return 'mutation';
  return isOf(schema.getSubscriptionType()) ? 'subscription' : 'query';
}

const required = (field: Field): Record<string, unknown> =>
  Object.fromEntries(
    field.args
      .filter(({ type }) => isNonNullType(type))
      .map((each) => [variableOf(field, each.name), fill(each.type, null, '')]),
  );

function placesIn(type: GraphQLInputType): string[][] {
  const named = getNamedType(type);
  if (isInputObjectType(named))
    return Object.values(named.getFields()).flatMap((field) =>
      placesIn(field.type).map((path) => [field.name, ...path]),
    );
  return texts.has(named.name) ? [[]] : [];
}

/** A value of this type, with `text` at the path; null: an ordinary value. */
function fill(type: GraphQLInputType, path: readonly string[] | null, text: string): unknown {
  if (isNonNullType(type)) return fill(type.ofType, path, text);
  if (isListType(type)) return [fill(type.ofType, path, text)];
  if (isInputObjectType(type)) {
    const wanted = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || field.name === path?.[0],
    );
    return Object.fromEntries(
      wanted.map((field) => [field.name, fill(field.type, field.name === path?.[0] ? path.slice(1) : null, text)]),
    );
  }
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (path === null) return examples[type.name] ?? 'x';
  return type.name === 'JSON' ? { deep: [{ [text]: 1 }, text] } : text;
}
