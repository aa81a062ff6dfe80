import type { VersionId } from '@muster/schema';
import { createPayloadLoader, createRequiredLoader, keyById, perOperation } from '../../graphql/loaders';

/** Versions, their graphs and their reports, in batches. */
export const versionLoaders = perOperation(({ viewer, services: { versions }, answer }) => {
  const contents = (part: 'graph' | 'report') =>
    createPayloadLoader(answer, 'version', (ids: readonly VersionId[], mostBytes) =>
      versions.contents(viewer, part, ids, mostBytes),
    );
  return {
    version: createRequiredLoader('version', async (ids: readonly VersionId[]) =>
      keyById(await versions.byIds(viewer, ids)),
    ),
    graph: contents('graph'),
    report: contents('report'),
  };
});
