import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../gateway/context';
import { JsonScalar } from '../../graphql/scalars';
import { CompileResult } from './compile.type';

@Resolver()
export class CompileResolver {
  @Query(() => CompileResult, {
    description: 'Compiles without saving: every diagnostic, and with no errors the plan, its hash and the report.',
  })
  async compile(
    @Arg('graph', () => JsonScalar, { description: 'A graph document.' }) graph: unknown,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    const { diagnostics, compiled } = await services.compile.compile(viewer, graph);
    return { diagnostics, hash: compiled?.hash, plan: compiled?.plan, report: compiled?.report };
  }
}
