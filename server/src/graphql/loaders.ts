import { invariant, type RunId, type VersionId, type WorkflowId } from '@muster/schema';
import DataLoader from 'dataloader';
import type { GraphQLContext } from '../gateway/context';
import type { NodeRunView } from '../modules/run/run.repository';

/** What `load` of each kind needs to know of its rows: whose they are. */
type Keyed<Key extends string, Row> = (keys: readonly Key[]) => Promise<ReadonlyMap<string, Row>>;

/** Batches, and does not cache: two mutations in one operation must each see what they wrote. */
function loader<Key extends string, Row>(load: Keyed<Key, Row>): DataLoader<Key, Row | null> {
  const batch = async (keys: readonly Key[]) => {
    const rows = await load([...new Set(keys)]);
    return keys.map((key) => rows.get(key) ?? null);
  };
  return new DataLoader<Key, Row | null>(batch, { cache: false, maxBatchSize: 500 });
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

function makeLoaders({ viewer, services }: GraphQLContext) {
  const { workflows, versions, runs } = services;
  return {
    workflow: certain('workflow', async (ids: readonly WorkflowId[]) => byId(await workflows.byIds(viewer, ids))),
    draft: certain('draft', async (ids: readonly WorkflowId[]) => {
      const rows = await workflows.drafts(viewer, ids);
      return new Map(rows.map(({ id, draft }) => [id, draft]));
    }),
    version: certain('version', async (ids: readonly VersionId[]) => byId(await versions.byIds(viewer, ids))),
    versionContents: certain('version', async (ids: readonly VersionId[]) =>
      byId(await versions.contents(viewer, ids)),
    ),
    runPayload: certain('run', async (ids: readonly RunId[]) => byId(await runs.payloads(viewer, ids))),
    lastRun: loader(async (ids: readonly WorkflowId[]) =>
      by(await runs.newestOf(viewer, ids), (run) => run.workflowId),
    ),
    nodeRuns: certain('run', async (ids: readonly RunId[]) => {
      const groups = new Map(ids.map((id): [string, NodeRunView[]] => [id, []]));
      for (const row of await runs.nodeRuns(viewer, ids)) groups.get(row.runId)?.push(row);
      return groups;
    }),
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
