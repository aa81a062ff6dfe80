'use client';
import { AcceptInvitationDocument } from '@muster/schema/operations';
import { useState } from 'react';
import { useMutation } from 'urql';
import { describeError } from '../../api';
import { announceWorkspace } from '../workspaces/workspace-channel';

/** Under which name this tab keeps the token while somebody signs in. */
export const keptInvitation = 'muster.invitation';

/** Accepts, and opens the workspace; the problem is a sentence for the person. */
export function useAcceptInvitation(token: string) {
  const [{ fetching }, send] = useMutation(AcceptInvitationDocument);
  const [problem, setProblem] = useState<string>();
  const [done, setDone] = useState(false);
  const accept = async () => {
    setProblem(undefined);
    const { data, error } = await send({ input: { token } });
    const joined = data?.acceptInvitation.workspace;
    if (joined) {
      setDone(true);
      sessionStorage.removeItem(keptInvitation);
      announceWorkspace(joined.id);
      return window.location.assign('/');
    }
    const refused = data?.acceptInvitation.userErrors[0]?.message;
    setProblem(refused ?? (error ? describeError(error).detail : 'Try again.'));
  };
  return { accept, busy: fetching || done, problem };
}
