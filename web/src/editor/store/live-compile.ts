import type { CompileReport, JsonObject } from '@muster/schema';
import { createStore } from 'zustand/vanilla';
import type { EditorDocument } from '../core/graph/document';
import { type DiagnosticIndex, indexDiagnostics, noDiagnostics } from '../core/knowledge/diagnostics';
import type { Clock } from './clock';
import type { DocumentStore } from './document-store';
import type { EditorApi } from './editor-api';

export interface ProblemsState {
  /** `stale`: the graph has changed since; `unknown`: checking is paused, since the server does not answer. */
  state: 'checking' | 'fresh' | 'stale' | 'unknown';
  /** Why checking is paused. */
  paused: 'offline' | 'signed-out' | null;
  /** When the graph was last checked, in milliseconds since 1970; null before the first answer. */
  checkedAt: number | null;
  diagnostics: DiagnosticIndex;
  report: CompileReport | null;
  hash: string | null;
}

const quietMs = 250;

/** Asks the compiler about the graph as it is drawn. Answers about an older graph are dropped. */
export class LiveCompile {
  readonly store = createStore<ProblemsState>(() => ({
    state: 'checking',
    paused: null,
    checkedAt: null,
    diagnostics: noDiagnostics,
    report: null,
    hash: null,
  }));
  private asked = 0;
  private cancelTimer: () => void = () => undefined;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly api: Pick<EditorApi, 'compile'>,
    private readonly documents: DocumentStore,
    private readonly clock: Clock,
  ) {
    let last = documents.getState().document;
    this.unsubscribe = documents.subscribe(({ document }) => {
      const before = last;
      last = document;
      if (before === document || sameContent(before, document)) return;
      this.store.setState({ state: 'stale' });
      this.cancelTimer();
      this.cancelTimer = clock.after(quietMs, () => void this.check());
    });
    void this.check();
  }

  /** Compiles now; comes back with the answer, or null when there was none. */
  async check(): Promise<ProblemsState | null> {
    this.cancelTimer();
    const ticket = ++this.asked;
    const answer = await this.api.compile(this.documents.getState().document as unknown as JsonObject);
    if (ticket !== this.asked) return null;
    const signedOut = answer.outcome === 'refused' && answer.code === 'UNAUTHENTICATED';
    if (answer.outcome === 'unreachable' || signedOut) {
      this.store.setState({ state: 'unknown', paused: signedOut ? 'signed-out' : 'offline' });
      this.cancelTimer = this.clock.after(5_000, () => void this.check());
      return null;
    }
    const { diagnostics, report, hash } =
      answer.outcome === 'compiled' ? answer : { diagnostics: [refusal(answer)], report: null, hash: null };
    const checkedAt = this.clock.now();
    this.store.setState({
      state: 'fresh',
      paused: null,
      checkedAt,
      diagnostics: indexDiagnostics(diagnostics),
      report,
      hash,
    });
    return this.store.getState();
  }

  /** The connection or the session is back: does not wait for the next try. */
  retryNow(): void {
    if (this.store.getState().state === 'unknown') void this.check();
  }

  stop(): void {
    this.asked += 1;
    this.cancelTimer();
    this.unsubscribe();
  }
}

const refusal = ({ code, message }: { code: string; message: string }) => ({
  code,
  message,
  severity: 'error' as const,
  nodeIds: [],
  edgeIds: [],
});

/** Moving things changes nothing the compiler looks at. */
const sameContent = (before: EditorDocument, after: EditorDocument): boolean =>
  before.nodes === after.nodes && before.edges === after.edges;
