import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars';
import type { WorkspaceRole } from '../../shared/viewer';

/** Names in the public schema, and the words better-auth stores. */
export const WorkspaceRoleEnum = { OWNER: 'owner', ADMIN: 'admin', MEMBER: 'member' } as const;

registerEnumType(WorkspaceRoleEnum, {
  name: 'WorkspaceRole',
  description: 'What a person may do with the people of a workspace. Workflows and runs are open to all three.',
  valuesConfig: {
    OWNER: { description: 'Everything, owners included. A workspace always has one.' },
    ADMIN: { description: 'Invite, remove and change members and admins.' },
    MEMBER: { description: 'Draw, publish and run workflows.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'The tenant: everything belongs to one workspace.' })
export class Workspace {
  @Field(() => ID, { description: 'Identifies the workspace.' })
  id!: string;
  @Field(() => String, { description: 'Name for people.' })
  name!: string;
  @Field(() => String, { description: 'Name in addresses; unique.' })
  slug!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A person who belongs to the workspace.' })
export class Member {
  @Field(() => ID, { description: 'Of the membership; the same person has another one in another workspace.' })
  id!: string;
  @Field(() => String, { description: 'Name of the person.' })
  name!: string;
  @Field(() => String, { description: 'The address they sign in with.' })
  email!: string;
  @Field(() => WorkspaceRoleEnum, { description: 'What they may do with the people of the workspace.' })
  role!: WorkspaceRole;
  @Field(() => DateTimeScalar, { description: 'When they became a member.' })
  joinedAt!: Date;
  @Field(() => Boolean, { description: 'Whether this is the person who asks.' })
  isYou!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A workspace you belong to.' })
export class WorkspaceMembership {
  @Field(() => ID, { description: 'Of the workspace.' })
  id!: string;
  @Field(() => String, { description: "The workspace's name." })
  name!: string;
  @Field(() => WorkspaceRoleEnum, { description: 'Your role there.' })
  role!: WorkspaceRole;
  @Field(() => Boolean, { description: 'Whether your session works in it.' })
  isCurrent!: boolean;
}
