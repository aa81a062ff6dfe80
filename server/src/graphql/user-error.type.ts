import { Field, ObjectType } from 'type-graphql';

@ObjectType('UserError', {
  description: 'An expected failure. `code` is stable and listed in the docs; `path` points into the input.',
})
export class UserErrorType {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  message!: string;
  @Field(() => [String], { nullable: true })
  path!: readonly string[] | null;
}

/** What the payload of every mutation has. */
@ObjectType()
export abstract class Payload {
  @Field(() => [UserErrorType], { description: 'Empty when it was done.' })
  userErrors!: UserErrorType[];
}
