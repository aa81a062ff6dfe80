import type { WorkflowId } from '@muster/schema';
import { createPayloadLoader, createRequiredLoader, keyById, perOperation } from '../../graphql/loaders';

/** Workflows and their drafts, in batches. */
export const workflowLoaders = perOperation(({ viewer, services: { workflows }, answer }) => ({
  workflow: createRequiredLoader('workflow', async (ids: readonly WorkflowId[]) =>
    keyById(await workflows.byIds(viewer, ids)),
  ),
  draft: createPayloadLoader(answer, 'workflow', (ids: readonly WorkflowId[], mostBytes) =>
    workflows.drafts(viewer, ids, mostBytes),
  ),
}));
