import { Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../gateway/context';
import { System } from './system.type';

@Resolver()
export class SystemResolver {
  @Query(() => System, { description: 'What this installation runs on, and what is missing for real models.' })
  system(@Ctx() { viewer, services }: GraphQLContext): System {
    const { engine, models, demonstration, missing } = services.system.facts(viewer);
    return { engine, models: { ...models, demonstration }, missing };
  }
}
