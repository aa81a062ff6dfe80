import { Field, ObjectType, registerEnumType } from 'type-graphql';

/** Names in the public schema, and the words of the configuration. */
const EngineEnum = { EMBEDDED: 'embedded', INNGEST: 'inngest', SIMULATED: 'simulated' } as const;
registerEnumType(EngineEnum, {
  name: 'Engine',
  description: 'What makes functions durable.',
  valuesConfig: {
    EMBEDDED: { description: 'Postgres, on one machine.' },
    INNGEST: { description: 'An Inngest server, for scale.' },
    SIMULATED: { description: 'Memory and virtual time, for tests.' },
  },
});

@ObjectType({ description: 'The model of each tier.' })
export class SystemModels {
  @Field(() => String, { description: 'Model of the tier for the hardest work.' })
  strong!: string;
  @Field(() => String, { description: 'Model of the tier for most work.' })
  standard!: string;
  @Field(() => String, { description: 'Model of the tier for quick, simple work.' })
  fast!: string;
  @Field(() => Boolean, { description: 'True when the offline demonstration model serves them.' })
  demonstration!: boolean;
}

@ObjectType({ description: 'What this installation runs on.' })
export class System {
  @Field(() => EngineEnum, { description: 'What makes functions durable.' })
  engine!: (typeof EngineEnum)[keyof typeof EngineEnum];
  @Field(() => SystemModels, { description: 'The model of each tier.' })
  models!: SystemModels;
  @Field(() => [String], { description: 'What is missing for real models, one sentence each.' })
  missing!: string[];
}
