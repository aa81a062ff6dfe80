import type { Metadata } from 'next';
import { WorkspaceLost } from '../../../features/workspaces/workspace-lost';

export const metadata: Metadata = { title: 'Workspace' };

export default function Page() {
  return <WorkspaceLost />;
}
