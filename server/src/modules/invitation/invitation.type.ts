import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars';
import type { WorkspaceRole } from '../../shared/viewer';
import { WorkspaceRoleEnum } from '../workspace/workspace.type';
import type { InvitationRecord, OpenInvitation } from './invitation-record';

/** What became of the mail with an invitation's link. */
export const InvitationMailEnum = { SENT: 'sent', FAILED: 'failed', OFF: 'off' } as const;
export type InvitationMail = (typeof InvitationMailEnum)[keyof typeof InvitationMailEnum];

registerEnumType(InvitationMailEnum, {
  name: 'InvitationMail',
  description: 'What became of the mail with the link.',
  valuesConfig: {
    SENT: { description: 'The mail server took it.' },
    FAILED: { description: 'The mail server did not take it: hand the link over yourself.' },
    OFF: { description: 'This installation sends no mail: hand the link over yourself.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'An open invitation of one e-mail address to the workspace.' })
export class Invitation implements InvitationRecord {
  @Field(() => ID, { description: 'For `revokeInvitation`. Not what the link carries.' })
  id!: string;
  @Field(() => String, { description: 'Who may accept it: nobody else.' })
  email!: string;
  @Field(() => WorkspaceRoleEnum, { description: 'The role it gives.' })
  role!: WorkspaceRole;
  @Field(() => String, { description: 'The name of the person who made it.' })
  invitedBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => DateTimeScalar, { description: 'It cannot be accepted from then on.' })
  expiresAt!: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What whoever holds the link of an open invitation may know of it, signed in or not.',
})
export class InvitationPreview implements OpenInvitation {
  @Field(() => String, { description: 'Who may accept it: nobody else.' })
  email!: string;
  @Field(() => WorkspaceRoleEnum, { description: 'The role it gives.' })
  role!: WorkspaceRole;
  @Field(() => String, { description: 'The workspace it leads to.' })
  workspaceName!: string;
  @Field(() => String, { description: 'The name of the person who made it.' })
  invitedBy!: string;
  @Field(() => DateTimeScalar, { description: 'It cannot be accepted from then on.' })
  expiresAt!: Date;
}
