import type { Diagnostic } from '@muster/schema';
import { Field, ObjectType } from 'type-graphql';
import { Payload } from '../../graphql/user-error.type';
import { DiagnosticType } from '../compile/diagnostic.type';
import type { WorkflowRecord } from '../workflow/workflow.repository';
import { Workflow } from '../workflow/workflow.type';
import type { VersionRecord } from './version.repository';
import { Version } from './version.type';

@ObjectType({ simpleResolvers: true, description: 'The version that was published.' })
export class PublishWorkflowPayload extends Payload {
  @Field(() => Version, {
    nullable: true,
    description: 'The new version, or the live one when nothing changed. Null when there are user errors.',
  })
  version!: VersionRecord | null;
  @Field(() => Workflow, { nullable: true, description: 'As published; with DRAFT_CONFLICT, as it is now.' })
  workflow!: WorkflowRecord | null;
  @Field(() => [DiagnosticType], { description: 'What the compiler found in the draft.' })
  diagnostics!: Diagnostic[];
}
