import type { Config } from '../config/config';
import type { GatewayDeps } from '../gateway/gateway';
import { engineRoute } from '../gateway/http/engine-route';
import type { Log } from '../log/logger';
import { createEmbeddedEngine, type EmbeddedEngineOptions, type EventBus, type RuntimeDeps } from '../runtime';

import type { ServedFunctions } from './served-functions.repository';

type Jobs = EmbeddedEngineOptions['jobs'];

/** The engine of this installation, and what it adds to the way in. */
export interface EngineChoice {
  make: RuntimeDeps['engine'];
  mounts: GatewayDeps['mounts'];
}

export function embeddedEngine(jobs: Jobs, log: Log): EngineChoice {
  return { make: (source) => createEmbeddedEngine({ source, jobs, log }), mounts: [] };
}

/** How often functions are registered again, in milliseconds: an Inngest server without Redis forgets them when it restarts. */
const registerEveryMs = 60_000;

/** Inngest's SDK is loaded only when it is asked for: it is large, and reads the environment by itself. */
export async function inngestEngine(
  settings: NonNullable<Config['inngest']>,
  functions: ServedFunctions,
  bus: EventBus,
  log: Log,
): Promise<EngineChoice> {
  const { createInngestEngine } = await import('../runtime/engines/inngest/inngest-engine');
  let answer: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 });

  const make: EngineChoice['make'] = (source) => {
    const onSyncError = (error: Error) =>
      log.warn({ err: error }, 'the Inngest server does not know the functions yet');
    const engine = createInngestEngine({
      appId: 'muster',
      baseUrl: settings.baseUrl,
      eventKey: settings.eventKey.reveal(),
      signingKey: settings.signingKey.reveal(),
      serveUrl: settings.serveUrl,
      source,
      servedFunctionIds: () => functions.functionIds(),
      watchCancel: (runId, onCancel) =>
        bus.subscribe(runId, ({ type }) => {
          if (type === 'run.cancelled') onCancel();
        }),
      onSyncError,
      log: {
        debug: (...words) => log.debug({ words }, 'inngest'),
        info: (...words) => log.info({ words }, 'inngest'),
        warn: (...words) => log.warn({ words }, 'inngest'),
        error: (...words) => log.error({ words }, 'inngest'),
      },
    });
    answer = (request) => engine.handler(request);
    let registered: ReadonlySet<string> = new Set();
    const register = async (): Promise<void> => {
      const versions = await functions.versionIds();
      await engine.sync();
      registered = new Set(versions);
    };
    const timer = setInterval(() => void register().catch(onSyncError), registerEveryMs);
    return {
      ...engine,
      async start(call) {
        // Published since, here or on another replica; a run may call any function of any version it is pinned to.
        const versions = await functions.versionIds();
        if (!versions.every((id) => registered.has(id))) await register();
        await engine.start(call);
      },
      async close(graceMs) {
        clearInterval(timer);
        await engine.close(graceMs);
      },
    };
  };
  const { origin } = new URL(settings.serveUrl);
  return { make, mounts: [(app) => engineRoute(app, origin, (request) => answer(request))] };
}
