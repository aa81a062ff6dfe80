import { type Actor, type ActorKind, actorKinds } from '@muster/schema';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

const ActorKindEnum = Object.fromEntries(actorKinds.map((kind) => [kind, kind])) as {
  [Kind in ActorKind]: Kind;
};
registerEnumType(ActorKindEnum, {
  name: 'ActorKind',
  description: 'What kind of actor did something.',
  valuesConfig: {
    USER: { description: 'A signed-in person.' },
    API_KEY: { description: 'A client with an API key.' },
    WEBHOOK: { description: 'A delivery to a webhook.' },
    SCHEDULE: { description: 'A schedule that was due.' },
    EVENT: { description: 'An event inside the workspace.' },
    RUN: { description: 'Another run that called it.' },
    REMOTE_AGENT: { description: 'An agent of another system.' },
    SYSTEM: { description: 'Muster itself.' },
  },
});

@ObjectType('Actor', {
  simpleResolvers: true,
  description: 'Who or what did something, as it was known at that time.',
})
export class ActorType implements Actor {
  @Field(() => ActorKindEnum, { description: 'What kind of actor it is.' })
  kind!: ActorKind;
  @Field(() => ID, { nullable: true, description: 'Id of the user, API key, webhook …; null when it has none.' })
  id!: string | null;
  @Field(() => String, { description: 'Its name, for people. Later changes of the name do not show here.' })
  label!: string;
}
