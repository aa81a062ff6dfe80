import type { Metadata } from 'next';
import { InvitationPage } from '../../../features/members/invitation-page';

export const metadata: Metadata = { title: 'Invitation' };

export default function Page() {
  return <InvitationPage />;
}
