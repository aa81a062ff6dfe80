import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** Names in the public schema, and the compiler's words. */
export const SeverityEnum = { ERROR: 'error', WARNING: 'warning', INFO: 'info' } as const;
registerEnumType(SeverityEnum, { name: 'Severity' });

@ObjectType('Diagnostic', { simpleResolvers: true, description: 'One finding of the compiler.' })
export class DiagnosticType {
  @Field(() => String)
  code!: string;
  @Field(() => SeverityEnum)
  severity!: 'error' | 'warning' | 'info';
  @Field(() => String)
  message!: string;
  @Field(() => [ID])
  nodeIds!: string[];
  @Field(() => [ID])
  edgeIds!: string[];
  @Field(() => String, { nullable: true, description: 'What to do about it, in one sentence.' })
  fix?: string;
  @Field(() => [String], { nullable: true, description: "Where in the node's config, outermost first." })
  configPath?: string[];
}
