import type { Inngest, InngestFunction } from 'inngest';
import { serve } from 'inngest/edge';
import type { DurableFunction, FunctionSource } from '../../step-tools';
import { toInngestFunction } from './inngest-function';
import type { RunSignals } from './run-signals';

type Handler = (request: Request) => Promise<Response>;

/** The functions this process serves, and the SDK's handler over them; rebuilt when the set changes. */
export class ServedFunctions {
  readonly #client: Inngest.Any;
  readonly #source: FunctionSource;
  readonly #serveUrl: URL;
  readonly #signals: RunSignals;
  readonly #functions = new Map<string, { definition: DurableFunction; fn: InngestFunction.Any }>();
  /** Asked for since `beginReview`: whoever reads meanwhile what runs need may not know of their run yet. */
  readonly #asked = new Set<string>();
  #handler: Handler | null = null;

  constructor(client: Inngest.Any, source: FunctionSource, serveUrl: URL, signals: RunSignals) {
    this.#signals = signals;
    this.#client = client;
    this.#source = source;
    this.#serveUrl = serveUrl;
  }

  /** Loads the function unless it is served already; null when there is no such function. */
  async add(functionId: string): Promise<DurableFunction | null> {
    this.#asked.add(functionId);
    const served = this.#functions.get(functionId);
    if (served) return served.definition;
    const definition = await this.#source(functionId);
    if (!definition) return null;
    const fn = toInngestFunction(this.#client, definition, this.#signals);
    this.#functions.set(functionId, { definition, fn });
    this.#handler = null;
    return definition;
  }

  /** Call it before reading which functions open runs need. */
  beginReview(): void {
    this.#asked.clear();
  }

  /** Stops serving what is not in `functionIds`, as read since `beginReview`, and was not asked for since then. */
  endReview(functionIds: ReadonlySet<string>): void {
    for (const id of this.#functions.keys()) {
      if (functionIds.has(id) || this.#asked.has(id)) continue;
      this.#functions.delete(id);
      this.#handler = null;
    }
  }

  get functionIds(): ReadonlySet<string> {
    return new Set(this.#functions.keys());
  }

  get isEmpty(): boolean {
    return this.#functions.size === 0;
  }

  get handler(): Handler {
    this.#handler ??= serve({
      client: this.#client,
      functions: [...this.#functions.values()].map(({ fn }) => fn),
      serveOrigin: this.#serveUrl.origin,
      servePath: this.#serveUrl.pathname,
      streaming: false,
    });
    return this.#handler;
  }
}
