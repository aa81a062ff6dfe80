import { Field, ObjectType } from 'type-graphql';
import { Payload } from '../../graphql/user-error.type';
import type { RunView } from './run.repository';
import { Run } from './run.type';

@ObjectType({ simpleResolvers: true })
export class StartRunPayload extends Payload {
  @Field(() => Run, { nullable: true })
  run!: RunView | null;
}

@ObjectType({ simpleResolvers: true })
export class CancelRunPayload extends Payload {
  @Field(() => Run, { nullable: true })
  run!: RunView | null;
}
