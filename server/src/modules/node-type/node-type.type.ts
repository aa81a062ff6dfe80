import type { FormField, JsonObject, NodeTypeManifest, PortsManifest, WorkflowKind } from '@muster/schema';
import { Field, Int, ObjectType } from 'type-graphql';
import { JsonScalar } from '../../graphql/scalars';
import { WorkflowKindEnum } from '../workflow/workflow-kind.enum';

@ObjectType({
  simpleResolvers: true,
  description: 'Everything the editor needs to draw and configure a node; JSON Schema in configSchema.',
})
export class NodeType implements NodeTypeManifest {
  @Field(() => String)
  type!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  group!: string;
  @Field(() => String, { description: 'Markdown; the first sentence is the tooltip.' })
  doc!: string;
  @Field(() => String, { description: '`pure`, `read` or `write`: what it does to the world.' })
  effects!: NodeTypeManifest['effects'];
  @Field(() => [WorkflowKindEnum], { description: 'In which kinds of workflow it may stand.' })
  kinds!: WorkflowKind[];
  @Field(() => JsonScalar)
  configSchema!: JsonObject;
  @Field(() => JsonScalar, { description: '`{ fields, summary, defaults, glyph }`.' })
  form!: NodeTypeManifest['form'] & { fields: FormField[] };
  @Field(() => JsonScalar, { description: '`{ in, out, fromConfig }`: some ports depend on the config.' })
  ports!: PortsManifest;
}
