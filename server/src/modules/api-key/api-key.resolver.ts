import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import { payload } from '../../graphql/error-mapping';
import { inputArgument } from '../../graphql/user-error.type';
import type { ApiKeys } from '../auth/api-key.types';
import { ApiKey, CreateApiKeyInput, CreateApiKeyPayload, RevokeApiKeyInput, RevokeApiKeyPayload } from './api-key.type';

declare module '../../graphql/context' {
  interface Services {
    apiKeys: ApiKeys;
  }
}

@Resolver()
export class ApiKeyResolver {
  @Query(() => [ApiKey], {
    description: 'The keys of the workspace that you may manage. For people, not for API keys.',
  })
  apiKeys(@Ctx() { viewer, services }: GraphQLContext) {
    return services.apiKeys.list(viewer);
  }

  @Mutation(() => CreateApiKeyPayload, { description: 'The secret is returned once and never again.' })
  createApiKey(
    @Arg('input', () => CreateApiKeyInput, inputArgument) { name, scopes }: CreateApiKeyInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    const empty = { id: null, name: null, secret: null };
    return payload(empty, () => services.apiKeys.create(viewer, { name, scopes: scopes ?? null }));
  }

  @Mutation(() => RevokeApiKeyPayload, { description: 'Effective within seconds, for open subscriptions too.' })
  revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput, inputArgument) { id }: RevokeApiKeyInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return payload({ id: null }, async () => {
      await services.apiKeys.revoke(viewer, id);
      return { id };
    });
  }
}
