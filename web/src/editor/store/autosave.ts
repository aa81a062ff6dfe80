import type { JsonObject } from '@muster/schema';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { diffDocuments } from '../core/changes/diff';
import { type Merge, mergeDocuments } from '../core/changes/merge';
import { type EditorDocument, readDocument } from '../core/graph/document';
import type { BackupStore } from './backup';
import type { Clock } from './clock';
import type { DocumentStore } from './document-store';
import type { EditorApi } from './editor-api';

export const saveStates = ['saved', 'unsaved', 'saving', 'offline', 'signed-out', 'refused', 'conflict'] as const;
export type SaveState = (typeof saveStates)[number];

export interface SyncState {
  state: SaveState;
  /** Revision the server has. */
  revision: number;
  /** Why it was refused or could not be reached. */
  message: string;
  /** The other side of a conflict. */
  conflict: { revision: number; theirs: EditorDocument; merge: Merge } | null;
}

export type Resolution = 'mine' | 'theirs' | 'combine';

const quietMs = 800;
const retryMs = [2_000, 5_000, 10_000, 30_000] as const;

/** Whether saving goes on by itself once the server can be reached, or the person is signed in, again. */
const isInterrupted = (state: SaveState): boolean => state === 'offline' || state === 'signed-out';

interface AutosaveParts {
  workflowId: string;
  api: Pick<EditorApi, 'save'>;
  documents: DocumentStore;
  backup: BackupStore;
  clock: Clock;
  /** What the server has, and its revision. */
  base: { revision: number; document: EditorDocument };
}

/**
 * Saves the draft a moment after the last change, one save at a time, and never over somebody else's: the server
 * compares revisions, and a conflict waits for the person. Until the server has it, work is in the backup.
 */
export class Autosave {
  readonly store: StoreApi<SyncState>;
  private base: { revision: number; document: EditorDocument };
  private inFlight: Promise<void> | null = null;
  private cancelTimer: () => void = () => undefined;
  private retries = 0;
  private leaving = false;
  private readonly unsubscribe: () => void;

  constructor(private readonly parts: AutosaveParts) {
    this.base = parts.base;
    this.store = createStore<SyncState>(() => ({
      state: 'saved',
      revision: this.base.revision,
      message: '',
      conflict: null,
    }));
    let last = parts.documents.getState().document;
    this.unsubscribe = parts.documents.subscribe(({ document }) => {
      if (document === last) return;
      last = document;
      this.noticeChange();
    });
  }

  /** True while the server does not have everything. */
  get isDirty(): boolean {
    return this.inFlight !== null || this.differs(this.current);
  }

  /** Saves now, and comes back when everything is saved (true) or cannot be (false). */
  async flush(): Promise<boolean> {
    for (;;) {
      this.cancelTimer();
      if (this.inFlight) await this.inFlight;
      else if (this.conflicted) return false;
      else if (!this.differs(this.current)) return true;
      else {
        await this.send();
        if (this.store.getState().state !== 'saved' && this.store.getState().state !== 'unsaved') return false;
      }
    }
  }

  /** The connection or the session is back: does not wait for the next try. */
  retryNow(): void {
    if (isInterrupted(this.store.getState().state)) void this.flush();
  }

  /** Lets the page be left for the sign-in page: the backup has the work, and brings it back afterwards. */
  leaveToSignIn(): void {
    this.keepBackup();
    this.leaving = true;
  }

  /** True while closing the page could lose work. */
  get wouldLoseWork(): boolean {
    return this.isDirty && !this.leaving;
  }

  /** Somebody else's draft stands where ours would go. Also how a reload with unsaved work on an older revision begins. */
  enterConflict(revision: number, theirs: EditorDocument): void {
    this.cancelTimer();
    const merge = mergeDocuments(this.base.document, this.current, theirs);
    this.set({ state: 'conflict', message: '', conflict: { revision, theirs, merge } });
  }

  /** Ends a conflict as the person decided. Nothing is lost: undo brings mine back, redo theirs. */
  resolve(how: Resolution): void {
    const { conflict } = this.store.getState();
    if (!conflict) return;
    const { theirs, revision, merge } = conflict;
    this.base = { revision, document: theirs };
    this.set({ state: 'unsaved', revision, conflict: null });
    if (how === 'mine') this.parts.documents.offer('Take the other version', theirs);
    if (how === 'theirs') this.parts.documents.change('Take the other version', () => theirs);
    // What they changed comes from elsewhere and must not be undone by us.
    if (how === 'combine')
      this.parts.documents.applyElsewhere(mergeDocuments(merge.base, this.current, theirs).combined);
    this.noticeChange();
    void this.flush();
  }

  stop(): void {
    this.cancelTimer();
    this.unsubscribe();
  }

  private get current(): EditorDocument {
    return this.parts.documents.getState().document;
  }

  private get conflicted(): boolean {
    return this.store.getState().conflict !== null;
  }

  private differs(document: EditorDocument): boolean {
    return document !== this.base.document && diffDocuments(this.base.document, document).length > 0;
  }

  private noticeChange(): void {
    if (this.conflicted) {
      this.keepBackup();
      const { conflict } = this.store.getState();
      if (conflict) this.enterConflict(conflict.revision, conflict.theirs);
      return;
    }
    if (!this.differs(this.current)) {
      if (this.inFlight) return;
      this.cancelTimer();
      this.parts.backup.clear();
      this.set({ state: 'saved', message: '' });
      return;
    }
    this.keepBackup();
    if (this.inFlight) return;
    const interrupted = isInterrupted(this.store.getState().state);
    if (!interrupted) this.set({ state: 'unsaved' });
    this.schedule(interrupted ? (retryMs[0] ?? quietMs) : quietMs);
  }

  private schedule(milliseconds: number): void {
    this.cancelTimer();
    this.cancelTimer = this.parts.clock.after(milliseconds, () => {
      // One save at a time: what changes meanwhile waits for the next quiet moment.
      if (!this.inFlight && !this.conflicted && this.differs(this.current)) void this.send();
    });
  }

  private send(): Promise<void> {
    this.inFlight = this.sendOnce(this.current).finally(() => {
      this.inFlight = null;
    });
    return this.inFlight;
  }

  private async sendOnce(document: EditorDocument): Promise<void> {
    this.set({ state: 'saving' });
    const { workflowId, api } = this.parts;
    const result = await api.save(workflowId, this.base.revision, document as unknown as JsonObject);
    if (result.outcome === 'saved') return this.accepted(result.revision, document);
    // Somebody may sign in again in another tab, so that is tried again too.
    const signedOut = result.outcome === 'refused' && result.code === 'UNAUTHENTICATED';
    if (result.outcome === 'unreachable' || signedOut) {
      this.set({ state: signedOut ? 'signed-out' : 'offline', message: result.message });
      this.schedule(retryMs[Math.min(this.retries, retryMs.length - 1)] ?? quietMs);
      this.retries += 1;
      return;
    }
    if (result.outcome === 'refused') return this.set({ state: 'refused', message: result.message });
    const theirs = readDocument(result.draft);
    if (!theirs.ok) return this.set({ state: 'refused', message: theirs.message });
    // An answer that got lost looks like a conflict with ourselves.
    if (diffDocuments(theirs.document, document).length === 0) return this.accepted(result.revision, document);
    this.enterConflict(result.revision, theirs.document);
  }

  private accepted(revision: number, document: EditorDocument): void {
    this.retries = 0;
    this.base = { revision, document };
    const more = this.differs(this.current);
    if (more) this.keepBackup();
    else this.parts.backup.clear();
    this.set({ state: more ? 'unsaved' : 'saved', revision, message: '' });
    if (more) this.schedule(quietMs);
  }

  private keepBackup(): void {
    const { revision, document: base } = this.base;
    this.parts.backup.write({ revision, base, document: this.current });
  }

  private set(part: Partial<SyncState>): void {
    this.store.setState(part);
  }
}
