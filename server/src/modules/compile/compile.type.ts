import type { Diagnostic, Json } from '@muster/schema';
import { Field, ObjectType } from 'type-graphql';
import { JsonScalar } from '../../graphql/scalars';
import { DiagnosticType } from './diagnostic.type';

@ObjectType({ simpleResolvers: true, description: 'What the compiler makes of a graph.' })
export class CompileResult {
  @Field(() => [DiagnosticType], { description: 'Everything the compiler found, errors first.' })
  diagnostics!: Diagnostic[];
  @Field(() => String, { nullable: true, description: 'Null when one of the diagnostics is an error.' })
  hash!: string | null;
  @Field(() => JsonScalar, {
    nullable: true,
    description: 'The execution plan. Null when one of the diagnostics is an error.',
  })
  plan!: Json;
  @Field(() => JsonScalar, { nullable: true, description: 'What a run costs and touches at worst.' })
  report!: Json;
}
