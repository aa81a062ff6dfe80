import { applyDiff, type Diff, diffDocuments } from '../core/changes/diff';
import { type EditorDocument, readDocument } from '../core/graph/document';

/** Unsaved work, kept until the server has it. */
export interface Backup {
  /** The revision the work began from, and its document when there was room for it. */
  revision: number;
  base: EditorDocument | null;
  document: EditorDocument;
}

const keyOf = (workflowId: string) => `muster.draft.${workflowId}`;
const baseKeyOf = (workflowId: string) => `${keyOf(workflowId)}.base`;

/**
 * Where unsaved work of one tab survives a reload. Two tabs do not see each other's. Written at every change, so only
 * what differs from the base is: the base itself is written once.
 */
export class BackupStore {
  private writtenBase: EditorDocument | null = null;

  constructor(
    private readonly workflowId: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null,
  ) {}

  write({ revision, base, document }: Backup & { base: EditorDocument }): void {
    try {
      if (this.writtenBase !== base) this.put(baseKeyOf(this.workflowId), base);
      this.writtenBase = base;
      this.put(keyOf(this.workflowId), { revision, diff: diffDocuments(base, document) });
    } catch {
      this.writeAlone(revision, document);
    }
  }

  clear(): void {
    this.writtenBase = null;
    this.storage?.removeItem(keyOf(this.workflowId));
    this.storage?.removeItem(baseKeyOf(this.workflowId));
  }

  read(): Backup | null {
    const { revision, diff, document } = this.get(keyOf(this.workflowId)) as Record<string, unknown>;
    if (typeof revision !== 'number') return null;
    const stored = readDocument(this.get(baseKeyOf(this.workflowId)));
    const base = stored.ok ? stored.document : null;
    try {
      const read = readDocument(base && Array.isArray(diff) ? applyDiff(base, diff as Diff) : document);
      return read.ok ? { revision, base, document: read.document } : null;
    } catch {
      return null;
    }
  }

  /** Over the browser's quota: once more without the base, and then the autosave alone has to do. */
  private writeAlone(revision: number, document: EditorDocument): void {
    this.clear();
    try {
      this.put(keyOf(this.workflowId), { revision, document });
    } catch {
      this.clear();
    }
  }

  private put(key: string, value: unknown): void {
    this.storage?.setItem(key, JSON.stringify(value));
  }

  /** What is stored under a key; an empty object when it is nothing that can be read. */
  private get(key: string): object {
    try {
      const value: unknown = JSON.parse(this.storage?.getItem(key) ?? 'null');
      return typeof value === 'object' && value !== null ? value : {};
    } catch {
      return {};
    }
  }
}
