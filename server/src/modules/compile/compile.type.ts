import type { Diagnostic, Json } from '@muster/schema';
import { Field, ObjectType } from 'type-graphql';
import { JsonScalar } from '../../graphql/scalars';
import { DiagnosticType } from './diagnostic.type';

@ObjectType({ simpleResolvers: true })
export class CompileResult {
  @Field(() => [DiagnosticType])
  diagnostics!: Diagnostic[];
  @Field(() => String, { nullable: true, description: 'Null when one of the diagnostics is an error.' })
  hash!: string | null;
  @Field(() => JsonScalar, { nullable: true })
  plan!: Json;
  @Field(() => JsonScalar, { nullable: true, description: 'What a run costs and touches at worst.' })
  report!: Json;
}
