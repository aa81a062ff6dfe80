import type { Config } from '../config/config';
import type { GatewayDeps } from '../gateway/gateway';
import { engineRoute } from '../gateway/http/engine-route';
import type { Log } from '../log/logger';
import type { PublicationFeed } from '../modules/publication/publication-feed';
import {
  createEmbeddedEngine,
  type EmbeddedEngineOptions,
  type EventBus,
  loadInngestEngine,
  type RuntimeDeps,
} from '../runtime';

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

/** Loads the Inngest engine and registers its functions. */
export async function inngestEngine(
  settings: NonNullable<Config['inngest']>,
  functions: ServedFunctions,
  publications: Pick<PublicationFeed, 'subscribe' | 'follow'>,
  bus: EventBus,
  log: Log,
): Promise<EngineChoice> {
  const { createInngestEngine } = await loadInngestEngine();
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
      functionIdsOfRun: (runId) => functions.functionIdsOfRun(runId),
      exclusively: (work) => functions.exclusively(work),
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
    // Every replica answers calls of the functions; one of them tells the Inngest server.
    publications.follow('inngest-functions', { begin: engine.refresh, handle: engine.refresh });
    publications.subscribe('inngest-registration', engine.sync);
    const timer = setInterval(() => void engine.sync().catch(onSyncError), registerEveryMs);
    return {
      ...engine,
      async close(graceMs) {
        clearInterval(timer);
        await engine.close(graceMs);
      },
    };
  };
  const { origin } = new URL(settings.serveUrl);
  return { make, mounts: [(app) => engineRoute(app, origin, (request) => answer(request))] };
}
