import { invariant, type RunId, type VersionId, type WorkflowId } from '@muster/schema';
import DataLoader from 'dataloader';
import type { GraphQLContext } from '../gateway/context';
import { limits } from '../gateway/limits/limits';
import type { NodeRunView } from '../modules/run/run.repository';
import type { Payload } from '../modules/shared/payload.repository';

/** What `load` of each kind needs to know of its rows: whose they are. */
type Keyed<Key extends string, Row> = (keys: readonly Key[]) => Promise<ReadonlyMap<string, Row>>;

/** Batches, and does not cache: two mutations in one operation must each see what they wrote. */
function loader<Key extends string, Row>(load: Keyed<Key, Row>): DataLoader<Key, Row | null> {
  const batch = async (keys: readonly Key[]) => {
    const rows = await load([...new Set(keys)]);
    return keys.map((key) => rows.get(key) ?? null);
  };
  return new DataLoader<Key, Row | null>(batch, { cache: false, maxBatchSize: 2_000 });
}

/** For references that cannot dangle: rows that are never deleted, of the same workspace. */
function certain<Key extends string, Row>(what: string, load: Keyed<Key, Row>): { load(key: Key): Promise<Row> } {
  const rows = loader(load);
  return {
    async load(key) {
      const row = await rows.load(key);
      invariant(row, `${what} ${key} is referred to and not there`);
      return row;
    },
  };
}

const by = <Row>(rows: readonly Row[], key: (row: Row) => string) => new Map(rows.map((row) => [key(row), row]));
const byId = <Row extends { id: string }>(rows: readonly Row[]) => by(rows, (row) => row.id);

function makeLoaders(context: GraphQLContext) {
  const { viewer, services, answer } = context;
  const { workflows, versions, runs } = services;

  /** Payloads count against the answer's budget, and are only read as far as they fit. */
  function payload<Key extends string>(
    what: string,
    load: (keys: readonly Key[], mostBytes: number) => Promise<Payload[]>,
  ) {
    const rows = certain(what, (keys: readonly Key[]) =>
      answer.load(async (left) => {
        const found = await load(keys, left);
        return { bytes: found.reduce((sum, { bytes }) => sum + bytes, 0), value: byId(found) };
      }),
    );
    return { load: async (key: Key) => (await rows.load(key)).json };
  }

  return {
    workflow: certain('workflow', async (ids: readonly WorkflowId[]) => byId(await workflows.byIds(viewer, ids))),
    draft: payload('workflow', (ids: readonly WorkflowId[], most) => workflows.drafts(viewer, ids, most)),
    version: certain('version', async (ids: readonly VersionId[]) => byId(await versions.byIds(viewer, ids))),
    versionGraph: payload('version', (ids: readonly VersionId[], most) =>
      versions.contents(viewer, 'graph', ids, most),
    ),
    versionReport: payload('version', (ids: readonly VersionId[], most) =>
      versions.contents(viewer, 'report', ids, most),
    ),
    runInput: payload('run', (ids: readonly RunId[], most) => runs.payloads(viewer, 'runInput', ids, most)),
    runOutput: payload('run', (ids: readonly RunId[], most) => runs.payloads(viewer, 'runOutput', ids, most)),
    nodeRunInput: payload('node run', (ids: readonly string[], most) => runs.payloads(viewer, 'nodeInput', ids, most)),
    nodeRunOutput: payload('node run', (ids: readonly string[], most) =>
      runs.payloads(viewer, 'nodeOutput', ids, most),
    ),
    messageParts: payload('message', (ids: readonly string[], most) =>
      runs.payloads(viewer, 'messageParts', ids, most),
    ),
    lastRun: loader(async (ids: readonly WorkflowId[]) =>
      by(await runs.newestOf(viewer, ids), (run) => run.workflowId),
    ),
    nodeRuns: certain('run', (ids: readonly RunId[]) =>
      answer.load(async (left) => {
        const groups = new Map(ids.map((id): [string, NodeRunView[]] => [id, []]));
        const rows = await runs.nodeRuns(viewer, ids, Math.floor(left / limits.rowBytes) + 1);
        for (const row of rows) groups.get(row.runId)?.push(row);
        return { bytes: rows.length * limits.rowBytes, value: groups };
      }),
    ),
  };
}
type Loaders = ReturnType<typeof makeLoaders>;

const ofOperation = new WeakMap<GraphQLContext, Loaders>();

/** The loaders of this operation: many small loads of one tick become one query each. */
export function loaders(context: GraphQLContext): Loaders {
  const known = ofOperation.get(context);
  if (known) return known;
  const made = makeLoaders(context);
  ofOperation.set(context, made);
  return made;
}
