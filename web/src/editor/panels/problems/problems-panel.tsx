'use client';
import { X } from 'lucide-react';
import { IconButton } from '../../../ui/icon-button';
import { nameOf } from '../../core/graph/document';
import { countWords, type Diagnostic } from '../../core/knowledge/diagnostics';
import { useDocument, useEditor, useProblems } from '../../store/editor-context';
import { CheckingState } from './checking-state';
import { ProblemLine } from './problem-line';

/** Every finding of the compiler; a click selects what it is about. */
export function ProblemsPanel({ onShow }: { onShow: (ids: readonly string[]) => void }) {
  const { views } = useEditor();
  const document = useDocument((state) => state.document);
  const index = useProblems((problems) => problems.diagnostics);
  const state = useProblems((problems) => problems.state);
  const about = (diagnostic: Diagnostic) =>
    diagnostic.nodeIds
      .slice(0, 3)
      .map((id) => nameOf(document, id))
      .join(', ');
  const show = (diagnostic: Diagnostic) => {
    const ids = diagnostic.nodeIds.length > 0 ? diagnostic.nodeIds : diagnostic.edgeIds;
    views.select(ids);
    onShow(ids);
    const [nodeId] = diagnostic.nodeIds;
    if (nodeId === undefined || diagnostic.nodeIds.length > 1) return;
    views.focusField({ nodeId, field: diagnostic.configPath?.join('.') ?? null });
  };
  return (
    <section
      aria-label="Problems"
      data-testid="problems"
      className="flex max-h-56 flex-col border-t border-line bg-surface"
    >
      <header className="flex items-center gap-3 px-4 pt-1.5 pb-1">
        <h2 className="font-semibold">Problems</h2>
        <span className="machine text-ink-3">{countWords(index) || (state === 'fresh' ? 'none' : '')}</span>
        <IconButton
          label="Close"
          className="ml-auto size-7! pointer-coarse:size-9!"
          onClick={() => views.setPanel('problems', false)}
        >
          <X className="size-3.5" />
        </IconButton>
      </header>
      {state !== 'fresh' && (
        <p className="px-4 pb-1">
          <CheckingState />
        </p>
      )}
      <ul className="scroll-quiet min-h-0 overflow-y-auto px-2 pb-2">
        {index.all.map((diagnostic, at) => (
          <ProblemLine
            // biome-ignore lint/suspicious/noArrayIndexKey: the same finding may stand twice
            key={at}
            diagnostic={diagnostic}
            about={about(diagnostic)}
            {...(diagnostic.nodeIds.length + diagnostic.edgeIds.length > 0 ? { onSelect: () => show(diagnostic) } : {})}
          />
        ))}
        {index.all.length === 0 && state === 'fresh' && (
          <li className="px-2 py-2 text-ink-2">Nothing is wrong with this graph.</li>
        )}
      </ul>
    </section>
  );
}
