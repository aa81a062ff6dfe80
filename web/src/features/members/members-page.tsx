'use client';
import { MembersDocument } from '@muster/schema/operations';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { describeError } from '../../api';
import { Button, ErrorState, Skeleton } from '../../ui';
import { SettingsFrame } from '../settings/settings-frame';
import { InvitationList } from './invitation-list';
import { InviteDialog } from './invite-dialog';
import { MemberList } from './member-list';
import { rolesToGive } from './roles';

/** Who belongs to the workspace, who is invited, and the ways in and out. */
export function MembersPage() {
  const [{ data, error, fetching }, reload] = useQuery({ query: MembersDocument, requestPolicy: 'cache-and-network' });
  const [inviting, setInviting] = useState(false);
  const refresh = () => reload({ requestPolicy: 'network-only' });
  const own = data?.workspace.members.find(({ isYou }) => isYou)?.role ?? 'MEMBER';
  const mayInvite = rolesToGive(own).length > 0;
  const invite = (
    <Button look="primary" icon={<UserPlus className="size-4" />} onClick={() => setInviting(true)}>
      Invite
    </Button>
  );
  return (
    <SettingsFrame
      here="Members"
      lead={data ? `Everybody here sees and runs all workflows of “${data.workspace.name}”.` : ''}
      action={mayInvite && invite}
    >
      {!data && error && (
        <div className="rounded-container border border-line bg-surface">
          <ErrorState title={describeError(error).title} onRetry={refresh} retrying={fetching}>
            {describeError(error).detail}
          </ErrorState>
        </div>
      )}
      {!data && !error && (
        <div role="status" className="flex flex-col gap-4 rounded-container border border-line bg-surface p-4">
          <span className="sr-only">Loading members</span>
          <Skeleton className="h-4 w-60" />
          <Skeleton className="h-4 w-48" />
        </div>
      )}
      {data && (
        <div className="flex flex-col gap-8">
          <MemberList workspace={data.workspace} own={own} onChanged={refresh} />
          {mayInvite && <InvitationList invitations={data.workspace.invitations} action={invite} onChanged={refresh} />}
        </div>
      )}
      {inviting && <InviteDialog own={own} onClose={() => setInviting(false)} onInvited={refresh} />}
    </SettingsFrame>
  );
}
