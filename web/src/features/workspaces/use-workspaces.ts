'use client';
import { SwitchWorkspaceDocument, WorkspacesDocument, type WorkspacesQuery } from '@muster/schema/operations';
import { useMutation, useQuery } from 'urql';
import { describeError } from '../../api';
import { toast } from '../../ui';
import { announceWorkspace } from './workspace-channel';

export type WorkspaceChoice = WorkspacesQuery['workspaces'][number];

/** The workspaces of the person who is signed in, and the way from one to another. */
export function useWorkspaces() {
  const [{ data }] = useQuery({ query: WorkspacesDocument, requestPolicy: 'cache-first' });
  const [{ fetching: switching }, change] = useMutation(SwitchWorkspaceDocument);
  const workspaces: readonly WorkspaceChoice[] = data?.workspaces ?? [];

  /** Everything on a page belongs to one workspace, so the pages of the other one are loaded anew. */
  async function switchTo(workspaceId: string, then = '/'): Promise<void> {
    const { data: answer, error } = await change({ input: { workspaceId } });
    const refused = answer?.switchWorkspace.userErrors[0];
    if (answer && !refused) {
      announceWorkspace(workspaceId);
      return window.location.assign(then);
    }
    const detail = refused?.message ?? (error ? describeError(error).detail : 'Try again.');
    toast('The workspace was not switched', { detail, tone: 'failed' });
  }

  return { workspaces, current: workspaces.find(({ isCurrent }) => isCurrent), switching, switchTo };
}
