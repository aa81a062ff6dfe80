'use client';
import { ChangeMemberRoleDocument } from '@muster/schema/operations';
import { useMutation } from 'urql';
import { describeError } from '../../api';
import { Select, toast } from '../../ui';
import { type MemberRow, type Role, roleLabel, rolesToGive } from './roles';

/** Another member's role, changed as soon as one is chosen. */
export function RoleSelect({ member, own, onChanged }: { member: MemberRow; own: Role; onChanged: () => void }) {
  const [{ fetching }, change] = useMutation(ChangeMemberRoleDocument);
  const choose = async (role: string) => {
    if (role === member.role) return;
    const { data, error } = await change({ input: { memberId: member.id, role: role as Role } });
    const refused = data?.changeMemberRole.userErrors[0];
    if (data && !refused) toast(`${member.name} is now ${roleLabel(role as Role).toLowerCase()}`);
    else
      toast(`${member.name} keeps the role ${roleLabel(member.role).toLowerCase()}`, {
        detail: refused?.message ?? (error ? describeError(error).detail : 'Try again.'),
        tone: 'failed',
      });
    onChanged();
  };
  return (
    <div className="w-28 shrink-0">
      <Select
        aria-label={`Role of ${member.name}`}
        value={member.role}
        onValueChange={choose}
        options={rolesToGive(own)}
        disabled={fetching}
      />
    </div>
  );
}
