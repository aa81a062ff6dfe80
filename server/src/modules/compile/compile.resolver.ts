import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import { JsonScalar } from '../../graphql/scalars';
import { RawJson } from '../../shared/raw-json';
import type { CompileService } from './compile.service';
import { CompileResult } from './compile.type';

declare module '../../graphql/context' {
  interface Services {
    compile: CompileService;
  }
}

@Resolver()
export class CompileResolver {
  @Query(() => CompileResult, {
    description: 'Compiles without saving: every diagnostic, and with no errors the plan, its hash and the report.',
  })
  async compile(
    @Arg('graph', () => JsonScalar, { description: 'A graph document.' }) graph: unknown,
    @Ctx() context: GraphQLContext,
  ) {
    const { diagnostics, compiled } = await context.services.compile.compile(context.viewer, graph);
    if (!compiled) return { diagnostics };
    const { hash, plan, report } = compiled;
    // Functions, which GraphQL calls only when the field is asked for.
    return { diagnostics, hash, plan: () => counted(context, plan), report: () => counted(context, report) };
  }
}

function counted(context: GraphQLContext, text: string): RawJson {
  context.answer.take(text.length);
  return new RawJson(text);
}
