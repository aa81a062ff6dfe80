import { Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import type { InstallationService } from './installation.service';
import { Installation } from './installation.type';

declare module '../../graphql/context' {
  interface Services {
    installation: InstallationService;
  }
}

@Resolver()
export class InstallationResolver {
  @Query(() => Installation, { description: 'What anyone may know of this installation, signed in or not.' })
  installation(@Ctx() { services }: GraphQLContext): Promise<Installation> {
    return services.installation.read();
  }
}
