import 'reflect-metadata';
import { invariant } from '@muster/schema';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { ApiKeyResolver } from '../modules/api-key/api-key.resolver';
import { CompileResolver } from '../modules/compile/compile.resolver';
import { InstallationResolver } from '../modules/installation/installation.resolver';
import { InvitationResolver } from '../modules/invitation/invitation.resolver';
import { WorkspaceInvitationsResolver } from '../modules/invitation/workspace-invitations.resolver';
import { NodeTypeResolver } from '../modules/node-type/node-type.resolver';
import { MessageResolver, NodeRunResolver, RunResolver, RunSquadResolver } from '../modules/run/run.resolver';
import { RunEventResolver } from '../modules/run/run-event.resolver';
import { WorkflowRunsResolver } from '../modules/run/workflow-runs.resolver';
import { SystemResolver } from '../modules/system/system.resolver';
import { VersionResolver } from '../modules/version/version.resolver';
import { WorkflowVersionsResolver } from '../modules/version/workflow-versions.resolver';
import { ViewerResolver } from '../modules/viewer/viewer.resolver';
import { WorkflowResolver } from '../modules/workflow/workflow.resolver';
import { WorkspaceResolver } from '../modules/workspace/workspace.resolver';

/** The whole public schema. Resolvers find `GraphQLContext` in the context value. */
export function buildSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      ApiKeyResolver,
      CompileResolver,
      InstallationResolver,
      MessageResolver,
      NodeRunResolver,
      InvitationResolver,
      NodeTypeResolver,
      RunResolver,
      RunSquadResolver,
      RunEventResolver,
      SystemResolver,
      VersionResolver,
      ViewerResolver,
      WorkflowResolver,
      WorkflowRunsResolver,
      WorkflowVersionsResolver,
      WorkspaceResolver,
      WorkspaceInvitationsResolver,
    ],
    validate: false,
    pubSub: noTopics,
  });
  // TypeGraphQL has no option for the descriptions of the root types.
  for (const [type, description] of [
    [schema.getQueryType(), 'Reads. None of these changes anything.'],
    [schema.getMutationType(), 'Changes. Each takes one `input` and answers expected failures in `userErrors`.'],
    [schema.getSubscriptionType(), 'Streams, over a WebSocket with the protocol `graphql-transport-ws`.'],
  ] as const)
    if (type) type.description = description;
  return schema;
}

/** Asked for by TypeGraphQL when there are subscriptions; ours read the run's log, not topics. */
const noTopics: PubSub = {
  publish: () => invariant(false, 'nothing is published by topic'),
  subscribe: () => invariant(false, 'nothing is subscribed to by topic') as never,
};
