import {
  type CompileReport,
  expandSnapshot,
  type JsonObject,
  type NodeTypeManifest,
  runSnapshot,
  type WorkflowKind,
} from '@muster/schema';
import {
  CompileDraftDocument,
  CreateWorkflowDocument,
  type EditorDiagnosticFragment,
  EditorDocument,
  EditorLastRunDocument,
  EditorLiveVersionDocument,
  EditorRunDocument,
  EditorSquadsDocument,
  EditorVersionsDocument,
  PublishWorkflowDocument,
  RenameWorkflowDocument,
  SaveDraftDocument,
} from '@muster/schema/operations';
import { type AnyVariables, Client, type CombinedError, fetchExchange, type TypedDocumentNode } from 'urql';
import { describeError } from '../../api/errors';
import type { Diagnostic } from '../core/knowledge/diagnostics';
import { type EditorApi, type Refused, RequestFailure, type Unreachable } from './editor-api';
import { lastRunOf } from './last-run';

/**
 * The editor's own client: no cache, since drafts are large, sent often, and owned by the document store; and no leaving
 * for the sign-in page with work unsaved.
 */
const createClient = (): Client =>
  new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin' },
    exchanges: [fetchExchange],
  });

type Answer<Data> = { data: Data } | { failure: Refused | Unreachable };

function failureOf(error: CombinedError): Refused | Unreachable {
  const { code, detail, retry } = describeError(error);
  if (code === 'UNAUTHENTICATED') {
    return { outcome: 'refused', code, message: 'Your session has expired. Sign in again.' };
  }
  return retry ? { outcome: 'unreachable', message: detail } : { outcome: 'refused', code, message: detail };
}

const refusedBy = (errors: readonly { code: string; message: string }[]): Refused => ({
  outcome: 'refused',
  code: errors[0]?.code ?? 'INTERNAL',
  message: errors[0]?.message ?? 'The server said no, and not why.',
});

const toDiagnostic = ({ severity, fix, configPath, ...found }: EditorDiagnosticFragment): Diagnostic => ({
  ...found,
  severity: severity.toLowerCase() as Diagnostic['severity'],
  ...(fix ? { fix } : {}),
  ...(configPath ? { configPath } : {}),
});

const toKind = (kind: 'PIPELINE' | 'SQUAD'): WorkflowKind => (kind === 'SQUAD' ? 'squad' : 'pipeline');

/** The editor's questions as GraphQL operations of `schema/operations/editor.graphql`. */
export function createEditorApi(client: Client = createClient()): EditorApi {
  async function ask<Data, Variables extends AnyVariables>(
    kind: 'query' | 'mutation',
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Answer<Data>> {
    const { data, error } = await client[kind](document, variables).toPromise();
    if (error) return { failure: failureOf(error) };
    return data ? { data } : { failure: { outcome: 'unreachable', message: 'The server gave no answer.' } };
  }
  /** For what is only shown: a failure is thrown, with its sentence. */
  async function read<Data, Variables extends AnyVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const answer = await ask('query', document, variables);
    if ('failure' in answer) throw new RequestFailure(answer.failure);
    return answer.data;
  }

  return {
    async load(workflowId) {
      const { workflow, nodeTypes, olderNodeTypes } = await read(EditorDocument, { id: workflowId });
      return {
        workflow: workflow && {
          id: workflow.id,
          name: workflow.name,
          kind: toKind(workflow.kind),
          draft: workflow.draft,
          revision: workflow.draftRevision,
          live: workflow.publishedVersion,
        },
        nodeTypes: [...nodeTypes, ...olderNodeTypes].map((type) => ({
          ...type,
          kinds: type.kinds.map(toKind),
        })) as unknown as NodeTypeManifest[],
      };
    },
    async save(workflowId, expectedRevision, graph) {
      const answer = await ask('mutation', SaveDraftDocument, { input: { workflowId, expectedRevision, graph } });
      if ('failure' in answer) return answer.failure;
      const { workflow, userErrors } = answer.data.saveDraft;
      if (userErrors.some((error) => error.code === 'DRAFT_CONFLICT') && workflow) {
        return { outcome: 'conflict', revision: workflow.draftRevision, draft: workflow.draft };
      }
      if (userErrors.length > 0 || !workflow) return refusedBy(userErrors);
      return { outcome: 'saved', revision: workflow.draftRevision };
    },
    async compile(graph) {
      const answer = await ask('query', CompileDraftDocument, { graph });
      if ('failure' in answer) return answer.failure;
      const { diagnostics, hash, report } = answer.data.compile;
      return {
        outcome: 'compiled',
        diagnostics: diagnostics.map(toDiagnostic),
        hash,
        report: report as CompileReport | null,
      };
    },
    async publish(workflowId, expectedRevision) {
      const answer = await ask('mutation', PublishWorkflowDocument, { input: { workflowId, expectedRevision } });
      if ('failure' in answer) return answer.failure;
      const { version, diagnostics, userErrors } = answer.data.publishWorkflow;
      if (version) return { outcome: 'published', version };
      const refused = refusedBy(userErrors);
      if (refused.code !== 'GRAPH_INVALID') return refused;
      return { outcome: 'invalid', diagnostics: diagnostics.map(toDiagnostic), message: refused.message };
    },
    async rename(workflowId, name) {
      const answer = await ask('mutation', RenameWorkflowDocument, { input: { workflowId, name } });
      if ('failure' in answer) return answer.failure;
      const { workflow, userErrors } = answer.data.renameWorkflow;
      return workflow ? { outcome: 'renamed', name: workflow.name } : refusedBy(userErrors);
    },
    async copy(name, kind, graph: JsonObject) {
      const input = { name, kind: kind === 'squad' ? ('SQUAD' as const) : ('PIPELINE' as const), graph };
      const answer = await ask('mutation', CreateWorkflowDocument, { input });
      if ('failure' in answer) return answer.failure;
      const { workflow, userErrors } = answer.data.createWorkflow;
      return workflow ? { outcome: 'copied', id: workflow.id } : refusedBy(userErrors);
    },
    async liveVersion(workflowId) {
      const { workflow } = await read(EditorLiveVersionDocument, { id: workflowId });
      const version = workflow?.publishedVersion;
      return version ? { ...version, publishedAt: '' } : null;
    },
    async versions(workflowId, after) {
      const { workflow } = await read(EditorVersionsDocument, { id: workflowId, first: 10, after });
      const page = workflow?.versions;
      return {
        versions: page?.nodes ?? [],
        total: page?.totalCount ?? 0,
        next: page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
      };
    },
    async lastRun(workflow, runId) {
      const run =
        runId === null
          ? (await read(EditorLastRunDocument, { id: workflow.id })).runs.nodes[0]
          : (await read(EditorRunDocument, { runId })).run;
      if (!run) return null;
      const nodeRuns = expandSnapshot(runSnapshot.parse(run.snapshot));
      return lastRunOf({ id: run.id, workflowId: run.workflow.id, nodeRuns }, workflow);
    },
    async squads() {
      const { workflows } = await read(EditorSquadsDocument, { first: 100 });
      return workflows.nodes.map(({ id, name, publishedVersion }) => ({
        id,
        name,
        published: publishedVersion !== null,
      }));
    },
  };
}
