import { Field, ID, ObjectType } from 'type-graphql';
import { Payload } from '../../graphql/user-error.type';
import { Member, WorkspaceMembership } from './workspace.type';

@ObjectType({ simpleResolvers: true, description: 'The workspace of your session.' })
export class SwitchWorkspacePayload extends Payload {
  @Field(() => WorkspaceMembership, { nullable: true, description: 'Where the session works now.' })
  workspace!: WorkspaceMembership | null;
}

@ObjectType({ simpleResolvers: true, description: 'The workspace you left.' })
export class LeaveWorkspacePayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The workspace that was left.' })
  workspaceId!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Who was removed.' })
export class RemoveMemberPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The membership that ended.' })
  memberId!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The member with the new role.' })
export class ChangeMemberRolePayload extends Payload {
  @Field(() => Member, { nullable: true, description: 'With the new role.' })
  member!: Member | null;
}
