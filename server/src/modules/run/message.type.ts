import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection';
import { DateTimeScalar } from '../../graphql/scalars';
import type { MessageView } from './run.repository';

/** `parts` is declared in `run.resolver.ts`. */
@ObjectType({ simpleResolvers: true, description: 'What one member of a squad said to another.' })
export class Message implements MessageView {
  @Field(() => ID, { description: 'Identifies the message.' })
  id!: string;
  @Field(() => String, { description: 'Node id of the member that sent it.' })
  fromMember!: string;
  @Field(() => String, { description: 'Node id of the member that received it.' })
  toMember!: string;
  @Field(() => String, { description: '`task`, `delegate`, `ask`, `review`, `answer`, `say` or `refused`.' })
  kind!: string;
  @Field(() => ID, { description: 'The node whose work it belongs to.' })
  nodeId!: string;
  @Field(() => String, { description: 'Iteration of the node run it belongs to; see `NodeRun.iteration`.' })
  iteration!: string;
  @Field(() => ID, { nullable: true, description: 'The message this one answers.' })
  inReplyTo!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it was sent.' })
  at!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'A page of messages.' })
export class MessageConnection extends connectionOf(Message) {}
