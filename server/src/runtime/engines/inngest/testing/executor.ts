import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '@muster/schema';
import { matches } from './expression';
import { type Answer, callHandler, durationMs, hashedSigningKey, type Operation } from './protocol';
import { type RegisteredFunction, type RunEnd, RunState, type ServerEvent } from './run-state';

export interface ExecutorOptions {
  signingKey: string;
  /** Durable waits are multiplied by this: 0.01 makes a second ten milliseconds. */
  timeScale: number;
  /** Decides the fate of a request to the app: `lost` never arrives, `unreported` runs but its answer is lost, `twice` is delivered twice. */
  fault?: (call: {
    functionId: string;
    stepId: string;
    attempt: number;
  }) => 'lost' | 'unreported' | 'twice' | undefined;
}

interface Waiter {
  run: RunState;
  stepId: string;
  event: string;
  expression: string | undefined;
}

/**
 * Plays the Inngest server for one app, over the same HTTP protocol: takes events, lets the app register, and calls its
 * handler with signed requests until every run has ended. Keeps its state in memory, as `inngest start` does.
 */
export class InngestExecutor {
  readonly #options: ExecutorOptions;
  readonly #server: Server;
  readonly #functions = new Map<string, RegisteredFunction>();
  readonly #runs = new Set<RunState>();
  readonly #eventIds = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #waiters: Waiter[] = [];
  #closed = false;
  /** Requests made to the app's handler. */
  calls = 0;

  constructor(options: ExecutorOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  get registered(): string[] {
    return [...this.#functions.keys()];
  }

  get registeredFunctions(): RegisteredFunction[] {
    return [...this.#functions.values()];
  }

  /** Runs that have not ended. */
  get open(): number {
    return [...this.#runs].filter((run) => !run.end).length;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString() || 'null') as Json;
    const reply = (status: number, answer: Json): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    };
    if (request.url?.startsWith('/e/')) {
      const events = (Array.isArray(body) ? body : [body]) as unknown as ServerEvent[];
      reply(200, { ids: events.map((event) => this.#receive(event)), status: 200 });
    } else if (request.url?.startsWith('/fn/register')) {
      if (request.headers.authorization !== `Bearer ${hashedSigningKey(this.#options.signingKey)}`) {
        reply(401, { error: 'wrong signing key' });
        return;
      }
      const { functions } = body as unknown as { functions: RegisteredFunction[] };
      this.#functions.clear();
      for (const fn of functions) this.#functions.set(fn.id, fn);
      reply(200, { ok: true, status: 200, modified: true });
    } else reply(404, { error: 'not found' });
  }

  #receive(raw: ServerEvent): string {
    const event = { id: raw.id || randomUUID(), name: raw.name, data: raw.data };
    if (this.#eventIds.has(event.id)) return event.id;
    this.#eventIds.add(event.id);
    for (const run of this.#runs) {
      const cancelled = run.fn.cancel?.some(
        (rule) =>
          rule.event === event.name &&
          matches(rule.if, { async: event as unknown as Json, event: run.event as unknown as Json }),
      );
      if (cancelled) run.finish({ status: 'cancelled' });
    }
    for (const waiter of this.#waiters.filter((each) => each.event === event.name)) {
      const scope = { async: event as unknown as Json, event: waiter.run.event as unknown as Json };
      if (matches(waiter.expression, scope)) this.#wake(waiter, event as unknown as Json);
    }
    for (const fn of this.#functions.values()) {
      if (fn.triggers.some((trigger) => trigger.event === event.name)) this.#begin(fn, event, () => {});
    }
    return event.id;
  }

  #begin(fn: RegisteredFunction, event: ServerEvent, onEnd: (end: RunEnd) => void): void {
    const run = new RunState(fn, event, onEnd);
    this.#runs.add(run);
    void this.#call(run, 'step', 0);
  }

  #wake(waiter: Waiter, value: Json): void {
    if (!this.#waiters.includes(waiter)) return;
    this.#waiters = this.#waiters.filter((other) => other !== waiter);
    this.#resolve(waiter.run, waiter.stepId, { type: 'data', data: value });
  }

  #resolve(run: RunState, stepId: string, state: { type: 'data'; data: Json } | { type: 'error'; error: Json }): void {
    run.record(stepId, state);
    void this.#call(run, 'step', 0);
  }

  #later(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, milliseconds * this.#options.timeScale);
    this.#timers.add(timer);
  }

  async #call(run: RunState, stepId: string, attempt: number): Promise<void> {
    if (this.#closed || run.end) return;
    const url = new URL(run.fn.steps.step?.runtime.url ?? '');
    url.searchParams.set('stepId', stepId);
    const fault = this.#options.fault?.({ functionId: run.fn.id, stepId, attempt });
    // A broken connection is no answer; the server tries again, as after any error.
    const request = (): Promise<Answer | null> =>
      callHandler(url.href, this.#options.signingKey, run.requestBody(attempt)).catch(() => null);
    this.calls += 1;
    let answer: Answer | null = null;
    if (fault === 'twice') [answer = null] = await Promise.all([request(), request()]);
    else if (fault !== 'lost') answer = await request();
    if (fault === 'unreported') answer = null;
    if (this.#closed || run.end) return;
    this.#digest(run, stepId, attempt, answer);
  }

  #digest(run: RunState, stepId: string, attempt: number, answer: Answer | null): void {
    if (answer?.status === 200) run.finish({ status: 'completed', output: answer.body });
    else if (answer?.status === 206) {
      const operations = answer.body as unknown as Operation[];
      for (const operation of operations) this.#apply(run, { stepId, attempt, answer, operation });
    } else if (answer?.noRetry) run.finish({ status: 'failed', error: answer.body });
    else this.#retry(run, stepId, attempt, answer, () => run.finish({ status: 'failed', error: answer?.body ?? null }));
  }

  #retry(run: RunState, stepId: string, attempt: number, answer: Answer | null, giveUp: () => void): void {
    const allowed = run.fn.steps.step?.retries?.attempts ?? 3;
    if (attempt >= allowed) giveUp();
    else this.#later(answer?.retryAfterMs ?? 1000, () => void this.#call(run, stepId, attempt + 1));
  }

  #apply(run: RunState, told: { stepId: string; attempt: number; answer: Answer; operation: Operation }): void {
    const { stepId, attempt, answer, operation } = told;
    const { id, op } = operation;
    const fail = (): void => this.#resolve(run, id, { type: 'error', error: operation.error ?? null });
    if (op === 'StepRun') this.#resolve(run, id, { type: 'data', data: operation.data ?? null });
    else if (op === 'StepFailed' || (op === 'StepError' && answer.noRetry)) fail();
    else if (op === 'StepError') this.#retry(run, stepId, attempt, answer, fail);
    else if (run.claim(id)) this.#open(run, operation);
  }

  #open(run: RunState, operation: Operation): void {
    const { id, op } = operation;
    if (op === 'StepPlanned') void this.#call(run, id, 0);
    else if (op === 'Sleep') {
      this.#later(durationMs(operation.name ?? ''), () => this.#resolve(run, id, { type: 'data', data: null }));
    } else if (op === 'WaitForEvent') this.#wait(run, operation);
    else if (op === 'InvokeFunction') this.#invoke(run, operation);
    else throw new Error(`the executor does not know operation ${op}`);
  }

  #wait(run: RunState, { id, name, opts }: Operation): void {
    const waiter = { run, stepId: id, event: name ?? '', expression: opts?.if };
    this.#waiters.push(waiter);
    this.#later(durationMs(opts?.timeout ?? ''), () => this.#wake(waiter, null));
  }

  #invoke(run: RunState, { id, opts }: Operation): void {
    const fail = (message: string): void =>
      this.#resolve(run, id, { type: 'error', error: { name: 'Error', message } });
    const fn = this.#functions.get(opts?.function_id ?? '');
    if (!fn) {
      fail('no such function');
      return;
    }
    const event = { id: randomUUID(), name: 'inngest/function.invoked', data: opts?.payload?.data ?? null };
    this.#begin(fn, event, (end) => {
      if (end.status === 'completed') this.#resolve(run, id, { type: 'data', data: end.output });
      else fail(`function ${end.status}`);
    });
  }
}
