import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars';
import { connectionOf } from '../shared/connection';
import type { WorkflowRecord } from './workflow.repository';
import { WorkflowKindEnum } from './workflow-kind.enum';

/** Fields with a resolver (draft, versions, runs …) are declared in `workflow.resolver.ts`. */
@ObjectType({
  simpleResolvers: true,
  description: 'A drawn graph with one draft and any number of published versions.',
})
export class Workflow {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String, { description: 'Unique in the workspace; does not change when the workflow is renamed.' })
  slug!: string;
  @Field(() => WorkflowKindEnum)
  kind!: WorkflowRecord['kind'];
  @Field(() => Int, { description: 'Grows by one with every save; send it as `expectedRevision`.' })
  draftRevision!: number;
  @Field(() => DateTimeScalar)
  createdAt!: Date;
  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}

@ObjectType({ simpleResolvers: true })
export class WorkflowConnection extends connectionOf(Workflow) {}
