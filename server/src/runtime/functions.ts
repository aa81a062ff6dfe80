import { UserError, type VersionId } from '@muster/schema';
import type { NodeRunnerDeps } from './context/run-context';
import type { Executors } from './operations/table';
import { createPipelineMain } from './pipeline/pipeline-main';
import type { AgentHandler, LoadVersion, StoredVersion } from './ports';
import type { DurableFunction, FunctionSource } from './step-tools';
import { createUnreadableFunction, refuseCall } from './unreadable-version';

export interface FunctionDeps extends NodeRunnerDeps {
  agents: AgentHandler;
  /** How operations are executed; the table of `operations/` when absent. */
  executors?: Executors;
}

/** An expected failure between steps ends the call with its code: entering the handler again would give it again. */
function refusing(handler: DurableFunction['handler'], { store, log }: FunctionDeps): DurableFunction['handler'] {
  return async (call) => {
    try {
      return await handler(call);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      log.error({ err: error }, 'a function cannot go on');
      return refuseCall(call.data, error, store);
    }
  };
}

/** The functions of one published version. `main` of a pipeline is the scheduler's; everything else is the agents'. */
export function buildFunctions(version: StoredVersion, deps: FunctionDeps): Map<string, DurableFunction> {
  const { versionId, plan } = version;
  const functions = version.functions.map((spec): [string, DurableFunction] => {
    const id = `${versionId}.${spec.id}`;
    const handler: DurableFunction['handler'] =
      spec.kind === 'pipeline'
        ? createPipelineMain(version, deps, deps.executors)
        : (call) => deps.agents({ spec, versionId, plan, ...call });
    const { triggers, retries, cancelOn } = spec;
    return [id, { id, triggers, retries, cancelOn, handler: refusing(handler, deps) }];
  });
  return new Map(functions);
}

type FunctionsOfVersion = Pick<Map<string, DurableFunction>, 'get'>;

const versionOf = (functionId: string): VersionId =>
  functionId.slice(0, Math.max(0, functionId.indexOf('.'))) as VersionId;

/** Finds functions by id, loading versions as they are needed and keeping the most recently used. */
export function createFunctionSource(loadVersion: LoadVersion, deps: FunctionDeps, keep = 200): FunctionSource {
  const loaded = new Map<VersionId, Promise<FunctionsOfVersion>>();

  async function load(versionId: VersionId): Promise<FunctionsOfVersion> {
    try {
      const version = await loadVersion(versionId);
      return version ? buildFunctions(version, deps) : new Map();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      deps.log.error({ err: error, versionId }, 'a stored version cannot be read');
      return { get: (id) => createUnreadableFunction(id, error, deps.store) };
    }
  }

  return async (functionId) => {
    const versionId = versionOf(functionId);
    const functions = loaded.get(versionId) ?? load(versionId);
    loaded.delete(versionId);
    loaded.set(versionId, functions);
    for (const oldest of loaded.keys()) {
      if (loaded.size <= keep) break;
      loaded.delete(oldest);
    }
    try {
      const known = await functions;
      const found = known.get(functionId);
      // Not remembered: a version that is not there may be published the next moment, an unreadable one repaired.
      if (!found || !(known instanceof Map)) loaded.delete(versionId);
      return found ?? null;
    } catch (error) {
      loaded.delete(versionId);
      throw error;
    }
  };
}
