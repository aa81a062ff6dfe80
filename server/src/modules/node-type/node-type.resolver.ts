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
  @Query(() => [NodeType], { description: 'The newest version of every node type, in the order of the palette.' })
  nodeTypes(@Ctx() { viewer, services }: GraphQLContext): NodeTypeManifest[] {
    return services.nodeTypes.newest(viewer);
  }

  @Query(() => [NodeType], {
    description: 'Earlier versions of node types. A graph keeps the version that each node was added with.',
  })
  olderNodeTypes(@Ctx() { viewer, services }: GraphQLContext): NodeTypeManifest[] {
    return services.nodeTypes.older(viewer);
  }
}
