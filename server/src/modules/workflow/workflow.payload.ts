import type { Diagnostic } from '@muster/schema';
import { Field, ID, ObjectType } from 'type-graphql';
import { Payload } from '../../graphql/user-error.type';
import { DiagnosticType } from '../compile/diagnostic.type';
import type { WorkflowRecord } from './workflow.repository';
import { Workflow } from './workflow.type';

@ObjectType({ simpleResolvers: true, description: 'The workflow that was created.' })
export class CreateWorkflowPayload extends Payload {
  @Field(() => Workflow, { nullable: true, description: 'The new workflow. Null when there are user errors.' })
  workflow!: WorkflowRecord | null;
  @Field(() => [DiagnosticType], { description: 'What the compiler finds in the draft. A draft need not compile.' })
  diagnostics!: Diagnostic[];
}

@ObjectType({ simpleResolvers: true, description: 'The workflow with the stored draft.' })
export class SaveDraftPayload extends Payload {
  @Field(() => Workflow, { nullable: true, description: 'As saved; with DRAFT_CONFLICT, as it is now.' })
  workflow!: WorkflowRecord | null;
  @Field(() => [DiagnosticType], { description: 'What the compiler finds in the draft. A draft need not compile.' })
  diagnostics!: Diagnostic[];
}

@ObjectType({ simpleResolvers: true, description: 'The workflow under its new name.' })
export class RenameWorkflowPayload extends Payload {
  @Field(() => Workflow, { nullable: true, description: 'The workflow. Null when there are user errors.' })
  workflow!: WorkflowRecord | null;
}

@ObjectType({ simpleResolvers: true, description: 'The workflow that was deleted.' })
export class DeleteWorkflowPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'Id of the deleted workflow. Null when there are user errors.' })
  workflowId!: string | null;
}
