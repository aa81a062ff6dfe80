'use client';
import { useNodesInitialized } from '@xyflow/react';
import { useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useIsPhone } from '../../../ui/use-media';
import { nameOf, nodesById } from '../../core/graph/document';
import { readEditorTarget } from '../../core/knowledge/editor-link';
import { documentNow, useEditor } from '../../store/editor-context';

/**
 * Follows `?node=…&field=…&run=…` once: selects the node, brings it into sight, opens its form at the field, and loads
 * why it failed. Without such an address it loads the last run. The address is then that of the workflow again.
 */
export function useOpenAt(onShow: (ids: readonly string[]) => void): void {
  const session = useEditor();
  const query = useSearchParams();
  const phone = useIsPhone();
  const drawn = useNodesInitialized();
  const followed = useRef(false);
  useEffect(() => {
    const { lastRun, views } = session;
    const target = readEditorTarget(query);
    if (!target) {
      if (!followed.current) void lastRun.load(null);
      followed.current = true;
      return;
    }
    if (!drawn) return;
    followed.current = true;
    window.history.replaceState(null, '', window.location.pathname);
    const { nodeId, field, runId } = target;
    void lastRun.load(runId);
    const document = documentNow(session);
    if (!nodesById(document).has(nodeId)) return views.announce('The node of this link was removed.');
    views.select([nodeId]);
    if (phone) views.openSheet('inspector');
    else views.setPanel('inspector', null);
    views.focusField({ nodeId, field });
    views.announce(`Opened ${nameOf(document, nodeId)}`);
    onShow([nodeId]);
  }, [query, session, phone, drawn, onShow]);
}
