import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** Names in the public schema, and the compiler's words. */
export const SeverityEnum = { ERROR: 'error', WARNING: 'warning', INFO: 'info' } as const;
registerEnumType(SeverityEnum, {
  name: 'Severity',
  description: 'How serious a diagnostic is.',
  valuesConfig: {
    ERROR: { description: 'The graph cannot be published.' },
    WARNING: { description: 'The graph can be published, and probably does not do what was meant.' },
    INFO: { description: 'Worth knowing.' },
  },
});

@ObjectType('Diagnostic', { simpleResolvers: true, description: 'One finding of the compiler.' })
export class DiagnosticType {
  @Field(() => String, { description: 'Stable code such as `CYCLE`; the diagnostics reference lists them.' })
  code!: string;
  @Field(() => SeverityEnum, { description: 'Whether it prevents publishing.' })
  severity!: 'error' | 'warning' | 'info';
  @Field(() => String, { description: 'What is wrong, for people.' })
  message!: string;
  @Field(() => [ID], { description: 'The nodes concerned.' })
  nodeIds!: string[];
  @Field(() => [ID], { description: 'The edges concerned.' })
  edgeIds!: string[];
  @Field(() => String, { nullable: true, description: 'What to do about it, in one sentence.' })
  fix?: string;
  @Field(() => [String], { nullable: true, description: "Where in the node's config, outermost first." })
  configPath?: string[];
}
