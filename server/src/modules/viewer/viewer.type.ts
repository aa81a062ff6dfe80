import { Field, ID, ObjectType } from 'type-graphql';
import { Workspace } from '../workspace/workspace.type';
import type { ViewerView } from './viewer.repository';

@ObjectType('Viewer', {
  simpleResolvers: true,
  description: 'Who is signed in; for an API key, the person who made it.',
})
export class ViewerType implements ViewerView {
  @Field(() => ID, { description: 'Identifies the person.' })
  id!: string;
  @Field(() => String, { description: 'Name for people.' })
  name!: string;
  @Field(() => String, { description: 'The address the person signs in with.' })
  email!: string;
  @Field(() => Workspace, { description: 'The workspace this request works in.' })
  workspace!: Workspace;
}
