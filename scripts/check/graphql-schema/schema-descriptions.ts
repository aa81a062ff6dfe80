import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';

/** Coordinates (`Type.field(argument:)`) of everything in the schema that has no description. */
export function undescribed(schemaText: string): string[] {
  return Object.values(buildSchema(schemaText).getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap((type) => [...membersOf(type)])
    .filter(([, description]) => !description?.trim())
    .map(([coordinate]) => coordinate)
    .sort();
}

type Member = [coordinate: string, description: string | null | undefined];

function* membersOf(type: GraphQLNamedType): Generator<Member> {
  yield [type.name, type.description];
  if (isEnumType(type)) {
    for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
  } else if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field.description];
  } else if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field.description];
      for (const arg of field.args) yield [`${type.name}.${field.name}(${arg.name}:)`, arg.description];
    }
  }
}
