import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '@muster/schema';
import { OperationalError } from '@muster/schema';
import { Inngest } from 'inngest';
import { functionEvents } from '../../../compiler/plan';
import {
  type DurableFunction,
  type Engine,
  type EventPayload,
  type FunctionSource,
  isStartable,
  runIdOf,
} from '../../step-tools';
import { addressedEvent } from './inngest-function';
import { oneAtATime } from './one-at-a-time';
import { RunSignals, type WatchCancel } from './run-signals';
import { ServedFunctions } from './served-functions';
import type { CallEnvelope } from './step-tools';

export interface InngestEngineOptions {
  /** Name of the app at the Inngest server; the same on every replica. */
  appId: string;
  /** Address of the Inngest server, events and API alike. */
  baseUrl: string;
  eventKey: string;
  /** `signkey-…`; requests to the handler must be signed with it. */
  signingKey: string;
  signingKeyFallback?: string | undefined;
  /** Where the Inngest server reaches the handler, e.g. `http://muster:4000/api/inngest`. */
  serveUrl: string;
  source: FunctionSource;
  /** Ids of all functions a run may need: of published versions, and of versions with runs in flight. */
  servedFunctionIds: () => Promise<string[]>;
  /** Ids of the functions one run may call, that of its start among them. */
  functionIdsOfRun: (runId: string) => Promise<string[]>;
  /** Does the work while no other replica does: an older list must never be registered after a newer one. */
  exclusively: (work: () => Promise<void>) => Promise<void>;
  /** How a cancel on any replica reaches the steps that run here: our event bus. */
  watchCancel: WatchCancel;
  /** A fault of the surroundings while registering; the engine goes on with what it serves. */
  onSyncError?: (error: Error) => void;
  /** Takes the SDK's own words; the process's logger, which scrubs secrets. */
  log: EngineLog;
}

/** The part of a logger that the SDK uses; pino fits. */
export type EngineLog = Record<'debug' | 'info' | 'warn' | 'error', (...words: unknown[]) => void>;

export interface InngestEngine extends Engine {
  readonly name: 'inngest';
  /** Answers the Inngest server; mount it for GET, POST and PUT. */
  handler(request: Request): Promise<Response>;
  /** Serves every function a run may need now, and no other; call it on every replica when a version went live. */
  refresh(): Promise<void>;
  /** Does the same and registers the functions with the Inngest server; one replica is enough. */
  sync(): Promise<void>;
}

const methods = new Set(['GET', 'POST', 'PUT']);

/** The engine on a self-hosted or cloud Inngest server: functions from published versions behind the SDK's handler. */
export function createInngestEngine(options: InngestEngineOptions): InngestEngine {
  const client = new Inngest({
    id: options.appId,
    baseUrl: options.baseUrl,
    eventKey: options.eventKey,
    signingKey: options.signingKey,
    ...(options.signingKeyFallback === undefined ? {} : { signingKeyFallback: options.signingKeyFallback }),
    isDev: false,
    checkpointing: false,
    logger: options.log,
    internalLogger: options.log,
  });
  const signals = new RunSignals(options.watchCancel);
  const served = new ServedFunctions(client, options.source, new URL(options.serveUrl), signals);
  const prefix = `${options.appId}-`;
  /** What the server was last told of by this replica. */
  let registered: ReadonlySet<string> = new Set();

  async function register(): Promise<void> {
    const { functionIds } = served;
    const { host } = new URL(options.serveUrl);
    const response = await served.handler(
      new Request(options.serveUrl, { method: 'PUT', body: '{}', headers: { host } }),
    );
    if (response.status >= 400) {
      throw new OperationalError(
        'INTERNAL',
        `the Inngest server refused the functions (status ${response.status}): ${(await response.text()).slice(0, 500)}`,
      );
    }
    registered = functionIds;
  }

  const refresh = oneAtATime(async () => {
    served.beginReview();
    const ids = await options.servedFunctionIds();
    for (const id of ids) await served.add(id);
    served.endReview(new Set(ids));
    const { functionIds } = served;
    registered = new Set([...registered].filter((id) => functionIds.has(id)));
  });

  const sync = oneAtATime(() =>
    options.exclusively(async () => {
      await refresh();
      if (!served.isEmpty) await register();
    }),
  );

  async function find(functionId: string): Promise<DurableFunction> {
    const definition = await served.add(functionId);
    if (!definition) throw new OperationalError('INTERNAL', `no function ${functionId}`);
    return definition;
  }

  /** The server drops events that no registered function listens to, and fails calls of functions it does not know. */
  async function ensureRegistered(functionIds: Iterable<string>): Promise<void> {
    let isRegistered = true;
    for (const id of functionIds) {
      await find(id);
      isRegistered &&= registered.has(id);
    }
    if (!isRegistered) await sync();
  }

  async function send(name: string, data: Record<string, Json>, id?: string): Promise<void> {
    await client.send({ name, data, ...(id === undefined ? {} : { id }) });
  }

  return {
    name: 'inngest',
    refresh,
    sync,
    open: async () => {
      // A server that is down must not keep the product from starting: triggers wait in the outbox meanwhile.
      await sync().catch((error: Error) => options.onSyncError?.(error));
    },
    handler: async (request) => {
      if (!methods.has(request.method))
        return new Response(null, { status: 405, headers: { allow: 'GET, POST, PUT' } });
      const functionId = new URL(request.url).searchParams.get('fnId');
      if (functionId?.startsWith(prefix)) await served.add(functionId.slice(prefix.length));
      return served.handler(request);
    },
    start: async ({ key, functionId, data }) => {
      const definition = await find(functionId);
      if (!isStartable(definition)) throw new OperationalError('INTERNAL', `function ${functionId} is only invoked`);
      const runId = runIdOf(definition, data);
      await ensureRegistered(new Set([functionId, ...(runId === null ? [] : await options.functionIdsOfRun(runId))]));
      const envelope: CallEnvelope = { key, payload: data };
      // The event's id makes Inngest drop a second start for 24 hours; our rows do so for ever.
      await send(addressedEvent(functionEvents.runRequested, functionId), { ...envelope }, key);
    },
    sendEvent: (event: EventPayload) => send(event.name, (event.data ?? {}) as Record<string, Json>),
    cancel: (runId) => send(functionEvents.runCancelled, { runId }),
    // Inngest's own run status is not to be trusted; runs are settled by our rows alone.
    lost: async () => [],
    close: async (graceMs) => {
      const end = Date.now() + graceMs;
      while (!signals.isIdle && Date.now() < end) await sleep(20);
      signals.abortAll('the engine is closing');
    },
  };
}
