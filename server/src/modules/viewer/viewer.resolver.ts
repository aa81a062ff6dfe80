import { Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import { ViewerType } from './viewer.type';
import type { ViewerProfileService } from './viewer-profile.service';

declare module '../../graphql/context' {
  interface Services {
    viewer: ViewerProfileService;
  }
}

@Resolver()
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who is signed in.' })
  viewer(@Ctx() { viewer, services }: GraphQLContext) {
    return services.viewer.profile(viewer);
  }
}
