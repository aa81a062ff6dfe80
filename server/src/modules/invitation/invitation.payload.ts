import { Field, ID, ObjectType } from 'type-graphql';
import { Payload } from '../../graphql/user-error.type';
import { WorkspaceMembership } from '../workspace/workspace.type';
import { Invitation, type InvitationMail, InvitationMailEnum } from './invitation.type';

@ObjectType({ simpleResolvers: true, description: 'The invitation and its link.' })
export class CreateInvitationPayload extends Payload {
  @Field(() => Invitation, { nullable: true, description: 'The open invitation; null when it was refused.' })
  invitation!: Invitation | null;
  @Field(() => String, {
    nullable: true,
    description: 'For the person invited. Shown this once; treat it as a secret.',
  })
  link!: string | null;
  @Field(() => InvitationMailEnum, { nullable: true, description: 'What became of the mail with the link.' })
  mail!: InvitationMail | null;
}

@ObjectType({ simpleResolvers: true, description: 'What was revoked.' })
export class RevokeInvitationPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The invitation that ended; null when it was refused.' })
  invitationId!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The workspace you joined.' })
export class AcceptInvitationPayload extends Payload {
  @Field(() => WorkspaceMembership, { nullable: true, description: 'The session works there from now on.' })
  workspace!: WorkspaceMembership | null;
}
