import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'The model of each tier.' })
export class SystemModels {
  @Field(() => String)
  strong!: string;
  @Field(() => String)
  standard!: string;
  @Field(() => String)
  fast!: string;
  @Field(() => Boolean, { description: 'True when the offline demonstration model serves them.' })
  demonstration!: boolean;
}

@ObjectType({ description: 'What this installation runs on.' })
export class System {
  @Field(() => String, { description: '`embedded` or `inngest`.' })
  engine!: string;
  @Field(() => SystemModels)
  models!: SystemModels;
  @Field(() => [String], { description: 'What is missing for real models, one sentence each.' })
  missing!: string[];
}
