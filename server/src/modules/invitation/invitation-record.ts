import type { WorkspaceRole } from '../../shared/viewer';

/** An open invitation, as the people of the workspace see it. */
export interface InvitationRecord {
  id: string;
  email: string;
  role: WorkspaceRole;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
}

/** An open invitation, as whoever holds its link sees it. */
export interface OpenInvitation {
  email: string;
  role: WorkspaceRole;
  workspaceName: string;
  invitedBy: string;
  expiresAt: Date;
}
