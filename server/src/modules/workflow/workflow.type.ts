import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection';
import { DateTimeScalar } from '../../graphql/scalars';
import type { WorkflowRecord } from './workflow.repository';
import { WorkflowKindEnum } from './workflow-kind.enum';

/** Fields with a resolver (draft, versions, runs …) are declared in `workflow.resolver.ts`. */
@ObjectType({
  simpleResolvers: true,
  description: 'A drawn graph with one draft and any number of published versions.',
})
export class Workflow {
  @Field(() => ID, { description: 'Identifies the workflow.' })
  id!: string;
  @Field(() => String, { description: 'Name for people; need not be unique.' })
  name!: string;
  @Field(() => String, { description: 'Unique in the workspace; does not change when the workflow is renamed.' })
  slug!: string;
  @Field(() => WorkflowKindEnum, { description: 'What the graph describes; does not change.' })
  kind!: WorkflowRecord['kind'];
  @Field(() => Int, { description: 'Grows by one with every save; send it as `expectedRevision`.' })
  draftRevision!: number;
  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  createdAt!: Date;
  @Field(() => DateTimeScalar, { description: 'When it was last saved, renamed or published.' })
  updatedAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'A page of workflows.' })
export class WorkflowConnection extends connectionOf(Workflow) {}
