import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars';
import { Payload } from '../../graphql/user-error.type';
import type { ApiKeySummary } from '../auth/api-key.types';

@ObjectType({
  simpleResolvers: true,
  description: 'A key for automation, as its owner sees it. The secret is never part of it.',
})
export class ApiKey implements ApiKeySummary {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String, { description: 'The first characters of the secret, to tell keys apart.' })
  start!: string;
  @Field(() => [String], { description: '`workflows:read`, `workflows:write`, `runs:read`, `runs:write`.' })
  scopes!: ApiKeySummary['scopes'];
  @Field(() => DateTimeScalar)
  createdAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true })
  lastUsedAt!: Date | null;
}

@InputType()
export class CreateApiKeyInput {
  @Field(() => String)
  name!: string;
  @Field(() => [String], { nullable: true, description: 'What the key may do; everything when absent.' })
  scopes?: string[];
}

@InputType()
export class RevokeApiKeyInput {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ simpleResolvers: true })
export class CreateApiKeyPayload extends Payload {
  @Field(() => ID, { nullable: true })
  id!: string | null;
  @Field(() => String, { nullable: true })
  name!: string | null;
  @Field(() => String, { nullable: true, description: 'Shown this once.' })
  secret!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class RevokeApiKeyPayload extends Payload {
  @Field(() => ID, { nullable: true })
  id!: string | null;
}
