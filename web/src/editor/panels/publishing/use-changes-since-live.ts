'use client';
import { useEffect, useState } from 'react';
import { describeChanges } from '../../core/changes/describe-diff';
import { readDocument } from '../../core/graph/document';
import { documentNow, useEditor } from '../../store/editor-context';

/** What the draft changes against the live version, in words, leaving out what only moved; null while it loads. */
export function useChangesSinceLive(): string[] | null {
  const session = useEditor();
  const [changes, setChanges] = useState<string[] | null>(null);
  useEffect(() => {
    let gone = false;
    session.api.liveVersion(session.workflowId).then(
      (version) => {
        const read = version && readDocument(version.graph);
        if (gone || !read?.ok) return;
        const draft = documentNow(session);
        setChanges(describeChanges(read.document, { ...draft, view: read.document.view }));
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [session]);
  return changes;
}
