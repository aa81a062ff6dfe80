import type { JsonObject } from '@muster/schema';
import { sameJson } from '../core/values/config-path';
import type { Clock } from './clock';
import type { CompileAnswer, EditorApi, SaveResult } from './editor-api';

/** Time that stands still until it is told to go on. */
export class ManualClock implements Clock {
  private time = 0;
  private timers: { at: number; run: () => void }[] = [];

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.time + milliseconds, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass, and everything that follows from it happen. */
  async pass(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    const due = this.timers.filter((timer) => timer.at <= this.time);
    this.timers = this.timers.filter((timer) => timer.at > this.time);
    for (const timer of due) timer.run();
    await settled();
  }

  now = (): number => this.time;

  get waiting(): number {
    return this.timers.length;
  }
}

/** Comes back when every promise that could go on has done so. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** The server's rules for drafts, in memory: revisions are compared, and what is stored only changes by a save. */
export class DraftServer {
  revision = 1;
  saves = 0;
  /** While set, requests do not reach it. */
  offline = false;
  /** While set, the session has expired. */
  signedOut = false;
  /** While set, a save is stored but its answer is lost. */
  loseAnswers = false;
  /** While set, saves are refused with this sentence. */
  refusal: string | null = null;
  private held: (() => void)[] | null = null;

  constructor(public draft: unknown) {}

  readonly save: EditorApi['save'] = async (_, expectedRevision, graph): Promise<SaveResult> => {
    this.saves += 1;
    if (this.held) await new Promise<void>((resolve) => this.held?.push(resolve));
    if (this.offline) return { outcome: 'unreachable', message: 'No connection.' };
    if (this.signedOut) return { outcome: 'refused', code: 'UNAUTHENTICATED', message: 'Your session has expired.' };
    if (this.refusal) return { outcome: 'refused', code: 'GRAPH_TOO_LARGE', message: this.refusal };
    if (expectedRevision !== this.revision) return { outcome: 'conflict', revision: this.revision, draft: this.draft };
    this.store(graph);
    return this.loseAnswers
      ? { outcome: 'unreachable', message: 'No answer.' }
      : { outcome: 'saved', revision: this.revision };
  };

  /** Somebody else saves. */
  store(graph: unknown): void {
    if (!sameJson(graph, this.draft)) this.revision += 1;
    this.draft = JSON.parse(JSON.stringify(graph));
  }

  /** Saves wait from now on; the function that comes back lets them through. */
  hold(): () => Promise<void> {
    this.held = [];
    return async () => {
      const waiting = this.held ?? [];
      this.held = null;
      for (const go of waiting) go();
      await settled();
    };
  }
}

/** A compiler that answers when it is told to, with the graph it was asked about. */
export class SlowCompiler {
  readonly asked: {
    graph: JsonObject;
    answer: (code: string) => Promise<void>;
    fail: () => Promise<void>;
    signOut: () => Promise<void>;
  }[] = [];

  readonly compile: EditorApi['compile'] = (graph) =>
    new Promise<CompileAnswer>((resolve) => {
      const say = async (answer: CompileAnswer) => {
        resolve(answer);
        await settled();
      };
      this.asked.push({
        graph,
        answer: (code) =>
          say({
            outcome: 'compiled',
            hash: code,
            report: null,
            diagnostics: [{ code, severity: 'error', message: code, nodeIds: ['a'], edgeIds: [] }],
          }),
        fail: () => say({ outcome: 'unreachable', message: 'No connection.' }),
        signOut: () => say({ outcome: 'refused', code: 'UNAUTHENTICATED', message: 'Your session has expired.' }),
      });
    });
}

/** Storage of one tab, in memory; `room` is how many characters one entry may have. */
export class TabStorage {
  private readonly entries = new Map<string, string>();
  constructor(private readonly room = Number.POSITIVE_INFINITY) {}
  getItem = (key: string): string | null => this.entries.get(key) ?? null;
  removeItem = (key: string): void => void this.entries.delete(key);
  setItem = (key: string, value: string): void => {
    if (value.length > this.room) throw new Error('QuotaExceededError');
    this.entries.set(key, value);
  };
}
