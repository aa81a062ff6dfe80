'use client';
import { signInPath } from '../../../features/auth/paths';
import type { FrameNotice } from '../../../features/frame/notices';
import { Button } from '../../../ui/button';
import { useOnline } from '../../../ui/use-media';
import { useEditor, useProblems, useSync, useView } from '../../store/editor-context';

const saved = 'Your changes are saved in this browser';

/** What holds for the open workflow until it is over: no connection, no session, a draft that is not saved. */
export function useEditorNotices(): FrameNotice[] {
  const { autosave, problems, views, workflowId } = useEditor();
  const save = useSync((sync) => sync.state);
  const message = useSync((sync) => sync.message);
  const paused = useProblems((state) => (state.state === 'unknown' ? state.paused : null));
  const later = useView((view) => view.decision === 'later');
  const online = useOnline();
  const notices: FrameNotice[] = [];
  if (save === 'signed-out' || paused === 'signed-out') {
    notices.push({
      id: 'session',
      tone: 'waiting',
      text: `Your session has expired. ${saved} and will sync after you sign in, here or in another tab.`,
      action: (
        <Button asChild size="small">
          {/* A full page load: everything asks anew with the new session. */}
          <a href={signInPath(`/workflows/${workflowId}`)} onClick={() => autosave.leaveToSignIn()}>
            Sign in
          </a>
        </Button>
      ),
    });
  } else if (save === 'offline' || paused === 'offline' || !online) {
    notices.push({
      id: 'offline',
      tone: 'waiting',
      text: `Can't reach the server. ${saved} and will sync when it is back.`,
      action: (
        <Button
          size="small"
          onClick={() => {
            autosave.retryNow();
            problems.retryNow();
          }}
        >
          Try now
        </Button>
      ),
    });
  }
  if (save === 'refused') notices.push({ id: 'save', tone: 'failed', text: `Your changes are not saved. ${message}` });
  if (save === 'conflict' && later) {
    notices.push({
      id: 'conflict',
      tone: 'waiting',
      text: 'This draft was changed elsewhere. Saving is paused until you choose a version.',
      action: (
        <Button size="small" onClick={() => views.decide('now')}>
          Choose
        </Button>
      ),
    });
  }
  return notices;
}
