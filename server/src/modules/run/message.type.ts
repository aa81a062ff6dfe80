import type { Json } from '@muster/schema';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar, JsonScalar } from '../../graphql/scalars';
import { connectionOf } from '../shared/connection';
import type { MessageView } from './run.repository';

@ObjectType({ simpleResolvers: true, description: 'What one member of a squad said to another.' })
export class Message implements MessageView {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  fromMember!: string;
  @Field(() => String)
  toMember!: string;
  @Field(() => String, { description: '`task`, `delegate`, `ask`, `review`, `answer`, `say` or `refused`.' })
  kind!: string;
  @Field(() => JsonScalar, { description: 'In the shape of A2A parts: `[{ kind: "text", text }]`.' })
  parts!: Json;
  @Field(() => ID, { description: 'The node whose work it belongs to.' })
  nodeId!: string;
  @Field(() => String)
  iteration!: string;
  @Field(() => ID, { nullable: true, description: 'The message this one answers.' })
  inReplyTo!: string | null;
  @Field(() => DateTimeScalar)
  at!: Date;
}

@ObjectType({ simpleResolvers: true })
export class MessageConnection extends connectionOf(Message) {}
