import { Field, ID, InputType } from 'type-graphql';
import type { WorkspaceRole } from '../../shared/viewer';
import { WorkspaceRoleEnum } from '../workspace/workspace.type';

@InputType({ description: 'Whom to invite to the workspace this request works in.' })
export class CreateInvitationInput {
  @Field(() => String, { description: 'Only an account with this e-mail address can accept.' })
  email!: string;
  @Field(() => WorkspaceRoleEnum, {
    nullable: true,
    description: 'The role they get; MEMBER when absent. Only owners may invite owners.',
  })
  role?: WorkspaceRole | null;
}

@InputType({ description: 'Which invitation must not be accepted any more.' })
export class RevokeInvitationInput {
  @Field(() => ID, { description: 'From `workspace { invitations { id } }`.' })
  invitationId!: string;
}

@InputType({ description: 'Which invitation you accept.' })
export class AcceptInvitationInput {
  @Field(() => String, { description: 'What the link has behind `#`.' })
  token!: string;
}
