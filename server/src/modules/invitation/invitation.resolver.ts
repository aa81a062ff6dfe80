import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import { payload } from '../../graphql/error-mapping';
import { inputArgument } from '../../graphql/user-error.type';
import { AcceptInvitationInput, CreateInvitationInput, RevokeInvitationInput } from './invitation.input';
import { AcceptInvitationPayload, CreateInvitationPayload, RevokeInvitationPayload } from './invitation.payload';
import type { InvitationService } from './invitation.service';
import { InvitationPreview } from './invitation.type';

declare module '../../graphql/context' {
  interface Services {
    invitations: InvitationService;
  }
}

@Resolver()
export class InvitationResolver {
  @Query(() => InvitationPreview, {
    nullable: true,
    description: 'What an invitation is for; null when it is wrong, used, revoked or expired. Needs no sign-in.',
  })
  invitation(
    @Arg('token', () => String, { description: 'What the link has behind `#`.' }) token: string,
    @Ctx() { services }: GraphQLContext,
  ) {
    return services.invitations.preview(token);
  }

  @Mutation(() => CreateInvitationPayload, {
    description:
      'Good for seven days, once, for one address. Replaces an open one for the same address. For owners and admins.',
  })
  createInvitation(
    @Arg('input', () => CreateInvitationInput, inputArgument) { email, role }: CreateInvitationInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    const empty = { invitation: null, link: null, mail: null };
    return payload(empty, () => services.invitations.create(viewer, { email, role: role ?? 'member' }));
  }

  @Mutation(() => RevokeInvitationPayload, { description: 'The link stops at once. For owners and admins.' })
  revokeInvitation(
    @Arg('input', () => RevokeInvitationInput, inputArgument) { invitationId }: RevokeInvitationInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return payload({ invitationId: null }, async () => {
      await services.invitations.revoke(viewer, invitationId);
      return { invitationId };
    });
  }

  @Mutation(() => AcceptInvitationPayload, {
    description: 'Makes you a member and takes your session there. For people, not for API keys.',
  })
  acceptInvitation(
    @Arg('input', () => AcceptInvitationInput, inputArgument) { token }: AcceptInvitationInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return payload({ workspace: null }, async () => ({ workspace: await services.invitations.accept(viewer, token) }));
  }
}
