import { type EditorDocument, readDocument } from '../core/document';

/** Unsaved work, kept until the server has it. */
export interface Backup {
  /** The revision the work began from, and its document when there was room for it. */
  revision: number;
  base: EditorDocument | null;
  document: EditorDocument;
}

const keyOf = (workflowId: string) => `muster.draft.${workflowId}`;

/** Where unsaved work of one tab survives a reload. Two tabs do not see each other's. */
export class BackupStore {
  constructor(
    private readonly workflowId: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null,
  ) {}

  write(backup: Backup): void {
    for (const kept of [backup, { ...backup, base: null }]) {
      try {
        this.storage?.setItem(keyOf(this.workflowId), JSON.stringify(kept));
        return;
      } catch {
        // Over the browser's quota: once more without the base, and then the autosave alone has to do.
      }
    }
  }

  clear(): void {
    this.storage?.removeItem(keyOf(this.workflowId));
  }

  read(): Backup | null {
    try {
      const stored = JSON.parse(this.storage?.getItem(keyOf(this.workflowId)) ?? 'null') as Record<
        string,
        unknown
      > | null;
      if (!stored || typeof stored.revision !== 'number') return null;
      const document = readDocument(stored.document);
      if (!document.ok) return null;
      const base = stored.base ? readDocument(stored.base) : null;
      return { revision: stored.revision, base: base?.ok ? base.document : null, document: document.document };
    } catch {
      return null;
    }
  }
}
