import { invariant, newId, type UserId, type WorkflowId, type WorkspaceId } from '@muster/schema';
import { RawJson } from '../../shared/raw-json';
import type { VersionService } from '../version/version.service';
import type { WorkflowRecord, WorkflowRepository } from '../workflow/workflow.repository';
import type { ExampleRepository } from './example.repository';
import { type Example, readExamples, withWorkflowIds } from './example-files';

/** The examples of `prisma/seed/examples`, published, in workspaces that have not got them. */
export function createExampleService(
  workflows: WorkflowRepository,
  versions: Pick<VersionService, 'publishFor'>,
  workspaces: ExampleRepository,
) {
  async function ensure(
    workspaceId: WorkspaceId,
    owner: UserId,
    example: Example,
    ids: ReadonlyMap<string, WorkflowId>,
  ) {
    const { slug, name, graph } = example;
    const found = await workflows.findBySlug(workspaceId, slug);
    const draft = new RawJson(JSON.stringify(withWorkflowIds(graph, ids)));
    const made =
      found ?? (await workflows.create(workspaceId, { id: newId('workflow'), name, slug, kind: graph.kind, draft }));
    // Somebody else was faster.
    const workflow = made ?? (await workflows.findBySlug(workspaceId, slug));
    invariant(workflow, `the example ${slug} is there`);
    if (isUntouched(workflow))
      await versions.publishFor(workspaceId, owner, { workflowId: workflow.id, expectedRevision: 1 });
    return workflow.id;
  }

  /** Does nothing for what is there already, so it may be called again at any time, and after a failure. */
  async function seed(workspaceId: WorkspaceId, userId: UserId): Promise<void> {
    const ids = new Map<string, WorkflowId>();
    for (const example of await readExamples()) ids.set(example.slug, await ensure(workspaceId, userId, example, ids));
  }

  return {
    seed,

    /** For `npm run seed`: every workspace; resolves to how many there are. */
    async seedAll(): Promise<number> {
      const owners = await workspaces.owners();
      for (const { workspaceId, userId } of owners) await seed(workspaceId, userId);
      return owners.length;
    },
  };
}
export type ExampleService = ReturnType<typeof createExampleService>;

/** What a person has worked on is theirs, and is not published for them. */
const isUntouched = ({ publishedVersionId, draftRevision }: WorkflowRecord): boolean =>
  publishedVersionId === null && draftRevision === 1;
