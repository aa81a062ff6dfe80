import { Field, ID, InputType } from 'type-graphql';
import type { WorkspaceRole } from '../../shared/viewer';
import { WorkspaceRoleEnum } from './workspace.type';

@InputType({ description: 'Which workspace your session works in from now on.' })
export class SwitchWorkspaceInput {
  @Field(() => ID, { description: 'One of `workspaces`.' })
  workspaceId!: string;
}

@InputType({ description: 'Which workspace you leave.' })
export class LeaveWorkspaceInput {
  @Field(() => ID, { description: 'One of `workspaces`.' })
  workspaceId!: string;
}

@InputType({ description: 'Who has to go.' })
export class RemoveMemberInput {
  @Field(() => ID, { description: 'Id of the membership, from `workspace { members { id } }`.' })
  memberId!: string;
}

@InputType({ description: 'Whose role changes, and to what.' })
export class ChangeMemberRoleInput {
  @Field(() => ID, { description: 'Id of the membership, from `workspace { members { id } }`.' })
  memberId!: string;
  @Field(() => WorkspaceRoleEnum, { description: 'Only owners may make owners.' })
  role!: WorkspaceRole;
}
