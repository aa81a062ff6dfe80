import type { NodeTypeManifest } from '@muster/schema';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import type { NodeTypeService } from './node-type.service';
import { NodeType } from './node-type.type';

declare module '../../graphql/context' {
  interface Services {
    nodeTypes: NodeTypeService;
  }
}

const includeOlderDescription = 'Adds older versions at the end: a graph keeps the version each node was added with.';

@Resolver()
export class NodeTypeResolver {
  @Query(() => [NodeType], { description: 'The newest version of every node type, in the order of the palette.' })
  nodeTypes(
    @Arg('includeOlder', () => Boolean, { defaultValue: false, description: includeOlderDescription })
    includeOlder: boolean,
    @Ctx() { viewer, services }: GraphQLContext,
  ): NodeTypeManifest[] {
    return services.nodeTypes.list(viewer, includeOlder);
  }
}
