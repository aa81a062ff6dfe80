import { Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../gateway/context';
import { Installation } from './installation.type';

@Resolver()
export class InstallationResolver {
  @Query(() => Installation, { description: 'What anyone may know of this installation, signed in or not.' })
  installation(@Ctx() { services }: GraphQLContext): Promise<Installation> {
    return services.installation.read();
  }
}
