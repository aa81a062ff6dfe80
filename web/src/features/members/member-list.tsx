'use client';
import { LeaveWorkspaceDocument, RemoveMemberDocument } from '@muster/schema/operations';
import { useState } from 'react';
import { useMutation } from 'urql';
import { formatMoment } from '../../format';
import { Badge, Button } from '../../ui';
import { announceWorkspace } from '../workspaces/workspace-channel';
import { ConfirmDialog } from './confirm-dialog';
import { RoleSelect } from './role-select';
import { type MemberRow, mayManage, type Role, roleLabel } from './roles';

interface MemberListProps {
  workspace: { id: string; name: string; members: readonly MemberRow[] };
  /** The role of the person who looks. */
  own: Role;
  onChanged: () => void;
}

/** The members, with what the person who looks may do to each. */
export function MemberList({ workspace, own, onChanged }: MemberListProps) {
  const [removing, setRemoving] = useState<MemberRow | null>(null);
  const [leaving, setLeaving] = useState(false);
  const [, remove] = useMutation(RemoveMemberDocument);
  const [, leave] = useMutation(LeaveWorkspaceDocument);
  return (
    <>
      <ul className="divide-y divide-line overflow-hidden rounded-container border border-line bg-surface">
        {workspace.members.map((member) => (
          <li key={member.id} className="flex items-center gap-x-3 gap-y-2 px-4 py-3 max-sm:flex-wrap">
            <div className="min-w-0 flex-1 max-sm:basis-full">
              <p className="flex min-w-0 items-baseline gap-2">
                <span className="truncate font-medium" title={member.name}>
                  {member.name}
                </span>
                {member.isYou && <Badge>you</Badge>}
              </p>
              <p
                className="truncate text-ink-2"
                title={`${member.email}, member since ${formatMoment(member.joinedAt)}`}
              >
                {member.email}
              </p>
            </div>
            <div className="flex items-center gap-3 max-sm:w-full">
              {!member.isYou && mayManage(own, member.role) ? (
                <RoleSelect member={member} own={own} onChanged={onChanged} />
              ) : (
                <span className="w-28 shrink-0 text-ink-2 sm:px-2.5">{roleLabel(member.role)}</span>
              )}
              <div className="flex w-20 justify-end max-sm:ml-auto">
                {member.isYou ? (
                  <Button size="small" onClick={() => setLeaving(true)}>
                    Leave
                  </Button>
                ) : (
                  mayManage(own, member.role) && (
                    <Button size="small" aria-label={`Remove ${member.name}`} onClick={() => setRemoving(member)}>
                      Remove
                    </Button>
                  )
                )}
              </div>
            </div>
          </li>
        ))}
      </ul>
      {removing && (
        <ConfirmDialog
          title={`Remove ${removing.name}?`}
          description="They lose access at once, and their API keys of this workspace end. Runs they started go on."
          action="Remove"
          onClose={() => setRemoving(null)}
          done={`${removing.name} is no longer a member`}
          onConfirm={async () => {
            const { data, error } = await remove({ input: { memberId: removing.id } });
            return { error, userErrors: data?.removeMember.userErrors };
          }}
          onDone={onChanged}
        />
      )}
      {leaving && (
        <ConfirmDialog
          title={`Leave “${workspace.name}”?`}
          description="You lose access at once, and your API keys here end. To come back you need a new invitation."
          action="Leave"
          onClose={() => setLeaving(false)}
          onConfirm={async () => {
            const { data, error } = await leave({ input: { workspaceId: workspace.id } });
            return { error, userErrors: data?.leaveWorkspace.userErrors };
          }}
          onDone={() => {
            announceWorkspace(null);
            window.location.assign('/');
          }}
        />
      )}
    </>
  );
}
