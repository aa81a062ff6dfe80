import { Field, ObjectType } from 'type-graphql';

@ObjectType('UserError', {
  description: 'An expected failure. `code` is stable and listed in the docs; `path` points into the input.',
})
export class UserErrorType {
  @Field(() => String, { description: 'Stable code; the error reference lists them.' })
  code!: string;
  @Field(() => String, { description: 'What is wrong and how to fix it, for people.' })
  message!: string;
  @Field(() => [String], {
    nullable: true,
    description: 'Keys from `input` to the value at fault; null when there is none.',
  })
  path!: readonly string[] | null;
}

/** Options of the one argument that every mutation takes. */
export const inputArgument = { description: 'The input of the mutation.' };

/** What the payload of every mutation has. */
@ObjectType()
export abstract class Payload {
  @Field(() => [UserErrorType], { description: 'Empty when it was done.' })
  userErrors!: UserErrorType[];
}
