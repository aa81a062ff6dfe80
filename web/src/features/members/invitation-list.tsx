'use client';
import { RevokeInvitationDocument } from '@muster/schema/operations';
import { type ReactNode, useState } from 'react';
import { useMutation } from 'urql';
import { formatMoment } from '../../format';
import { Button, EmptyState } from '../../ui';
import { ConfirmDialog } from './confirm-dialog';
import { type InvitationRow, roleLabel } from './roles';

interface InvitationListProps {
  invitations: readonly InvitationRow[];
  /** The button that invites. */
  action: ReactNode;
  onChanged: () => void;
}

/** Invitations nobody has accepted yet. */
export function InvitationList({ invitations, action, onChanged }: InvitationListProps) {
  const [revoking, setRevoking] = useState<InvitationRow | null>(null);
  const [, revoke] = useMutation(RevokeInvitationDocument);
  return (
    <section aria-labelledby="open-invitations">
      <h2 id="open-invitations" className="mb-2 text-lead font-semibold">
        Open invitations
      </h2>
      <div className="overflow-hidden rounded-container border border-line bg-surface">
        {invitations.length === 0 ? (
          <EmptyState title="No open invitations" action={action}>
            An invitation is a link for one e-mail address. It works once, for seven days.
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {invitations.map((invitation) => (
              <li key={invitation.id} className="flex items-center gap-3 px-4 py-3">
                <div className="min-w-0 flex-1">
                  <p className="truncate font-medium" title={invitation.email}>
                    {invitation.email}
                  </p>
                  <p className="break-words text-ink-2">
                    {roleLabel(invitation.role)} · invited by {invitation.invitedBy} · until{' '}
                    <time dateTime={invitation.expiresAt} title={formatMoment(invitation.expiresAt)}>
                      {new Date(invitation.expiresAt).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })}
                    </time>
                  </p>
                </div>
                <Button
                  size="small"
                  aria-label={`Revoke the invitation of ${invitation.email}`}
                  onClick={() => setRevoking(invitation)}
                >
                  Revoke
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {revoking && (
        <ConfirmDialog
          title={`Revoke the invitation of ${revoking.email}?`}
          description="The link stops working at once. You can invite the same address again."
          action="Revoke"
          done="The invitation is revoked"
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            const { data, error } = await revoke({ input: { invitationId: revoking.id } });
            return { error, userErrors: data?.revokeInvitation.userErrors };
          }}
          onDone={onChanged}
        />
      )}
    </section>
  );
}
