import { Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import type { SystemService } from './system.service';
import { System } from './system.type';

declare module '../../graphql/context' {
  interface Services {
    system: SystemService;
  }
}

@Resolver()
export class SystemResolver {
  @Query(() => System, { description: 'What this installation runs on, and what is missing for real models.' })
  system(@Ctx() { viewer, services }: GraphQLContext): System {
    const { engine, models, demonstration, missing } = services.system.facts(viewer);
    return { engine, models: { ...models, demonstration }, missing };
  }
}
