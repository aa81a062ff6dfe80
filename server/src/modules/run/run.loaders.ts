import { invariant, type RunId, type WorkflowId } from '@muster/schema';
import type { GraphQLContext } from '../../graphql/context';
import { createLoader, createPayloadLoader, createRequiredLoader, keyBy, perOperation } from '../../graphql/loaders';
import { limits } from '../../shared/limits';
import type { Page } from '../../shared/paging';
import { RawJson } from '../../shared/raw-json';
import type { NodeRunView } from './node-run.repository';
import type { NodeRunsArgs } from './run.service';

/** Runs and what belongs to them, in batches. */
export const runLoaders = perOperation((context) => {
  const {
    viewer,
    services: { runs },
    answer,
  } = context;
  return {
    input: createPayloadLoader(answer, 'run', (ids: readonly RunId[], mostBytes) =>
      runs.payloads(viewer, 'runInput', ids, mostBytes),
    ),
    output: createPayloadLoader(answer, 'run', (ids: readonly RunId[], mostBytes) =>
      runs.payloads(viewer, 'runOutput', ids, mostBytes),
    ),
    nodeRunInput: createPayloadLoader(answer, 'node run', (ids: readonly string[], mostBytes) =>
      runs.payloads(viewer, 'nodeInput', ids, mostBytes),
    ),
    nodeRunOutput: createPayloadLoader(answer, 'node run', (ids: readonly string[], mostBytes) =>
      runs.payloads(viewer, 'nodeOutput', ids, mostBytes),
    ),
    messageParts: createPayloadLoader(answer, 'message', (ids: readonly string[], mostBytes) =>
      runs.payloads(viewer, 'messageParts', ids, mostBytes),
    ),
    lastRun: createLoader(async (ids: readonly WorkflowId[]) =>
      keyBy(await runs.newestOf(viewer, ids), (run) => run.workflowId),
    ),
    ...readingWhole(context),
    nodeRuns: createNodeRunPages(context),
  };
});

/** Runs whose node runs are asked for with the same arguments share a query. */
function createNodeRunPages({ viewer, services: { runs }, answer }: GraphQLContext) {
  const loaders = new Map<string, { load(key: RunId): Promise<Page<NodeRunView>> }>();
  return (args: NodeRunsArgs) => {
    const name = JSON.stringify(args);
    const known = loaders.get(name);
    if (known) return known;
    const made = createRequiredLoader('run', (ids: readonly RunId[]) =>
      answer.load(async () => {
        const pages = await runs.nodeRuns(viewer, ids, args);
        const rows = [...pages.values()].reduce((sum, { nodes }) => sum + nodes.length, 0);
        return { bytes: rows * limits.rowBytes, value: pages };
      }),
    );
    loaders.set(name, made);
    return made;
  };
}

/** What is read for one run at a time, since it may be large. */
const readingWhole = ({ viewer, services: { runs }, answer }: GraphQLContext) => ({
  snapshot: (id: RunId) =>
    answer.load(async () => {
      const snapshot = await runs.snapshot(viewer, id);
      invariant(snapshot, `run ${id} is referred to and not there`);
      const json = new RawJson(JSON.stringify(snapshot));
      return { bytes: json.text.length, value: json };
    }),
  events: (id: RunId, page: { first: number; afterSeq: number }) =>
    answer.load(async (left) => {
      const found = await runs.storedEvents(viewer, id, page, left);
      return { bytes: found.reduce((sum, { bytes }) => sum + bytes, 0), value: found };
    }),
});
