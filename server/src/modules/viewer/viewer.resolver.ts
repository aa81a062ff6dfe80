import { Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../gateway/context';
import { ViewerType } from './viewer.type';

@Resolver()
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who is signed in.' })
  viewer(@Ctx() { viewer, services }: GraphQLContext) {
    return services.viewer.profile(viewer);
  }
}
