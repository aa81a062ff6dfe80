import type { Diagnostic } from '@muster/schema';
import { Field, ID, ObjectType } from 'type-graphql';
import { Payload } from '../../graphql/user-error.type';
import { DiagnosticType } from '../compile/diagnostic.type';
import type { WorkflowRecord } from './workflow.repository';
import { Workflow } from './workflow.type';

@ObjectType({ simpleResolvers: true })
export class CreateWorkflowPayload extends Payload {
  @Field(() => Workflow, { nullable: true })
  workflow!: WorkflowRecord | null;
  @Field(() => [DiagnosticType], { description: 'What the compiler finds in the draft. A draft need not compile.' })
  diagnostics!: Diagnostic[];
}

@ObjectType({ simpleResolvers: true })
export class SaveDraftPayload extends Payload {
  @Field(() => Workflow, { nullable: true, description: 'As saved; with DRAFT_CONFLICT, as it is now.' })
  workflow!: WorkflowRecord | null;
  @Field(() => [DiagnosticType], { description: 'What the compiler finds in the draft. A draft need not compile.' })
  diagnostics!: Diagnostic[];
}

@ObjectType({ simpleResolvers: true })
export class RenameWorkflowPayload extends Payload {
  @Field(() => Workflow, { nullable: true })
  workflow!: WorkflowRecord | null;
}

@ObjectType({ simpleResolvers: true })
export class DeleteWorkflowPayload extends Payload {
  @Field(() => ID, { nullable: true })
  workflowId!: string | null;
}
