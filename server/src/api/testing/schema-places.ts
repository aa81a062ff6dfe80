import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isObjectType,
} from 'graphql';

/** Types in which an id of another workspace could arrive. */
const carriers = new Set(['ID', 'JSON', 'String']);

function places(name: string, input: GraphQLArgument | GraphQLInputField): string[] {
  const type = getNamedType(input.type);
  if (isInputObjectType(type))
    return Object.values(type.getFields()).flatMap((field) => places(`${name}.${field.name}`, field));
  return isLeafType(type) && !isEnumType(type) && carriers.has(type.name) ? [name] : [];
}

/** Every place of the schema where a caller can put an id or free JSON: `Mutation.saveDraft(input.graph)`. */
export function inputPlaces(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) =>
        field.args.flatMap((argument) =>
          places(argument.name, argument).map((place) => `${type.name}.${field.name}(${place})`),
        ),
      ),
    )
    .sort();
}

/** `Query.run`, `Mutation.startRun`, `Subscription.runEvents` … */
export function rootFields(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots
    .flatMap((type) => (type ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : []))
    .sort();
}

/** A selection of everything below a type, as deep as asked; lists are asked for their first ten. */
export function everythingIn(schema: GraphQLSchema, typeName: string, depth: number): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    const args = field.args.some(({ name }) => name === 'first') ? '(first: 10)' : '';
    if (field.args.some((argument) => argument.name !== 'first' && String(argument.type).endsWith('!'))) return [];
    if (!isObjectType(inner)) return [`${field.name}${args}`];
    const selection = depth > 0 ? everythingIn(schema, inner.name, depth - 1) : '';
    return selection === '' ? [] : [`${field.name}${args} ${selection}`];
  });
  return fields.length === 0 ? '' : `{ ${fields.join(' ')} }`;
}
