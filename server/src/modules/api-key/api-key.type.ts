import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars';
import { Payload } from '../../graphql/user-error.type';
import type { ApiKeySummary } from '../auth/api-key.types';

@ObjectType({
  simpleResolvers: true,
  description: 'A key for automation, as its owner sees it. The secret is never part of it.',
})
export class ApiKey implements ApiKeySummary {
  @Field(() => ID, { description: 'Identifies the key; not secret.' })
  id!: string;
  @Field(() => String, { description: 'The name its owner gave it.' })
  name!: string;
  @Field(() => String, { description: 'The first characters of the secret, to tell keys apart.' })
  start!: string;
  @Field(() => [String], { description: '`workflows:read`, `workflows:write`, `runs:read`, `runs:write`.' })
  scopes!: ApiKeySummary['scopes'];
  @Field(() => DateTimeScalar, { description: 'When the key was made.' })
  createdAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When a request last used the key; null when none has.' })
  lastUsedAt!: Date | null;
}

@InputType({ description: 'A key to make.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'For people, such as `nightly script`.' })
  name!: string;
  @Field(() => [String], { nullable: true, description: 'What the key may do; everything when absent.' })
  scopes?: string[];
}

@InputType({ description: 'A key to revoke.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'Id of the key.' })
  id!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The new key with its secret.' })
export class CreateApiKeyPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'Id of the key.' })
  id!: string | null;
  @Field(() => String, { nullable: true, description: 'Its name as stored.' })
  name!: string | null;
  @Field(() => String, { nullable: true, description: 'Shown this once.' })
  secret!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The revoked key.' })
export class RevokeApiKeyPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'Id of the revoked key.' })
  id!: string | null;
}
