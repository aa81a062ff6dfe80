import { Field, ID, ObjectType } from 'type-graphql';
import type { ViewerView } from './viewer.repository';

@ObjectType({ simpleResolvers: true, description: 'The tenant: everything belongs to one workspace.' })
export class Workspace {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  slug!: string;
}

@ObjectType('Viewer', {
  simpleResolvers: true,
  description: 'Who is signed in; for an API key, the person who made it.',
})
export class ViewerType implements ViewerView {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  email!: string;
  @Field(() => Workspace, { description: 'The workspace this request works in.' })
  workspace!: Workspace;
}
