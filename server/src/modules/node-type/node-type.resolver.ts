import type { NodeTypeManifest } from '@muster/schema';
import { Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import type { NodeTypeService } from './node-type.service';
import { NodeType } from './node-type.type';

declare module '../../graphql/context' {
  interface Services {
    nodeTypes: NodeTypeService;
  }
}

@Resolver()
export class NodeTypeResolver {
  @Query(() => [NodeType], { description: 'The catalogue, in the order of the palette.' })
  nodeTypes(@Ctx() { viewer, services }: GraphQLContext): NodeTypeManifest[] {
    return services.nodeTypes.list(viewer);
  }
}
