import type { Config } from '../config/config';
import type { GatewayDeps } from '../gateway/gateway';
import { engineRoute } from '../gateway/http/engine-route';
import type { Log } from '../gateway/log/logger';
import { createEmbeddedEngine, type EmbeddedEngineOptions, type RuntimeDeps } from '../runtime';

type Jobs = EmbeddedEngineOptions['jobs'];

/** The engine of this installation, and what it adds to the way in. */
export interface EngineChoice {
  make: RuntimeDeps['engine'];
  mounts: GatewayDeps['mounts'];
}

export function embeddedEngine(jobs: Jobs, log: Log): EngineChoice {
  return { make: (source) => createEmbeddedEngine({ source, jobs, log }), mounts: [] };
}

/**
 * Inngest's SDK is loaded only when it is asked for: it is large, and reads the environment by itself.
 * Publications elsewhere are noticed by `servedFunctionIds` before the next run of them starts.
 */
export async function inngestEngine(
  settings: NonNullable<Config['inngest']>,
  servedFunctionIds: () => Promise<string[]>,
  log: Log,
): Promise<EngineChoice> {
  const { createInngestEngine } = await import('../runtime/engines/inngest/inngest-engine');
  let answer: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 });
  return {
    make(source) {
      const engine = createInngestEngine({
        appId: 'muster',
        baseUrl: settings.baseUrl,
        eventKey: settings.eventKey.reveal(),
        signingKey: settings.signingKey.reveal(),
        serveUrl: settings.serveUrl,
        source,
        servedFunctionIds,
        onSyncError: (error) => log.warn({ err: error }, 'the Inngest server could not be told of the functions'),
        log: {
          debug: (...words) => log.debug({ words }, 'inngest'),
          info: (...words) => log.info({ words }, 'inngest'),
          warn: (...words) => log.warn({ words }, 'inngest'),
          error: (...words) => log.error({ words }, 'inngest'),
        },
      });
      answer = (request) => engine.handler(request);
      return engine;
    },
    mounts: [(app) => engineRoute(app, new URL(settings.serveUrl).origin, (request) => answer(request))],
  };
}
