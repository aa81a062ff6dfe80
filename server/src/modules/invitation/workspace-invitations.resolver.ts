import { Ctx, FieldResolver, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import { Workspace } from '../workspace/workspace.type';
import { Invitation } from './invitation.type';

/** What invitations add to a workspace. */
@Resolver(() => Workspace)
export class WorkspaceInvitationsResolver {
  @FieldResolver(() => [Invitation], {
    description: 'Those that can still be accepted, newest first. For owners and admins; empty for members.',
  })
  invitations(@Ctx() { viewer, services }: GraphQLContext) {
    return services.invitations.list(viewer);
  }
}
