import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import { payload } from '../../graphql/error-mapping';
import { inputArgument } from '../../graphql/user-error.type';
import type { MemberService } from './member.service';
import type { MembershipService } from './membership.service';
import { ChangeMemberRoleInput, LeaveWorkspaceInput, RemoveMemberInput, SwitchWorkspaceInput } from './workspace.input';
import {
  ChangeMemberRolePayload,
  LeaveWorkspacePayload,
  RemoveMemberPayload,
  SwitchWorkspacePayload,
} from './workspace.payload';
import { Member, Workspace, WorkspaceMembership } from './workspace.type';

declare module '../../graphql/context' {
  interface Services {
    members: MemberService;
    memberships: MembershipService;
  }
}

@Resolver(() => Workspace)
export class WorkspaceResolver {
  @Query(() => Workspace, { description: 'The workspace this request works in.' })
  async workspace(@Ctx() { viewer, services }: GraphQLContext) {
    return (await services.viewer.profile(viewer)).workspace;
  }

  @Query(() => [WorkspaceMembership], {
    description: 'Every workspace you belong to, the oldest membership first. For people, not for API keys.',
  })
  workspaces(@Ctx() { viewer, services }: GraphQLContext) {
    return services.memberships.list(viewer);
  }

  @FieldResolver(() => [Member], {
    description: 'Who belongs to it, the oldest membership first. For people, not for API keys.',
  })
  members(@Ctx() { viewer, services }: GraphQLContext) {
    return services.members.list(viewer);
  }

  @Mutation(() => SwitchWorkspacePayload, {
    description: 'Your session works in another workspace from the next request on; its open sockets close.',
  })
  switchWorkspace(
    @Arg('input', () => SwitchWorkspaceInput, inputArgument) { workspaceId }: SwitchWorkspaceInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return payload({ workspace: null }, async () => ({
      workspace: await services.memberships.choose(viewer, workspaceId),
    }));
  }

  @Mutation(() => LeaveWorkspacePayload, {
    description: 'Your API keys there end. The last owner cannot leave (LAST_OWNER).',
  })
  leaveWorkspace(
    @Arg('input', () => LeaveWorkspaceInput, inputArgument) { workspaceId }: LeaveWorkspaceInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return payload({ workspaceId: null }, async () => {
      await services.memberships.leave(viewer, workspaceId);
      return { workspaceId };
    });
  }

  @Mutation(() => RemoveMemberPayload, {
    description: 'Their sockets close, and their API keys of this workspace end. Runs they started go on.',
  })
  removeMember(
    @Arg('input', () => RemoveMemberInput, inputArgument) { memberId }: RemoveMemberInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return payload({ memberId: null }, async () => {
      await services.members.remove(viewer, memberId);
      return { memberId };
    });
  }

  @Mutation(() => ChangeMemberRolePayload, { description: 'The last owner stays one (LAST_OWNER).' })
  changeMemberRole(
    @Arg('input', () => ChangeMemberRoleInput, inputArgument)
    input: ChangeMemberRoleInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return payload({ member: null }, async () => ({ member: await services.members.changeRole(viewer, input) }));
  }
}
