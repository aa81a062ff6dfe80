import { Field, ObjectType } from 'type-graphql';
import { Payload } from '../../graphql/user-error.type';
import type { RunView } from './run.repository';
import { Run } from './run.type';

@ObjectType({ simpleResolvers: true, description: 'The run that was started.' })
export class StartRunPayload extends Payload {
  @Field(() => Run, {
    nullable: true,
    description: 'The new run, or the first run with the same idempotency key. Null when there are user errors.',
  })
  run!: RunView | null;
}

@ObjectType({ simpleResolvers: true, description: 'The run that was cancelled.' })
export class CancelRunPayload extends Payload {
  @Field(() => Run, { nullable: true, description: 'The run as it is now. Null when there are user errors.' })
  run!: RunView | null;
}
