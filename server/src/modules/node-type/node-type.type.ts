import type { FormField, JsonObject, NodeTypeManifest, PortsManifest, WorkflowKind } from '@muster/schema';
import { Field, Int, ObjectType } from 'type-graphql';
import { JsonScalar } from '../../graphql/scalars';
import { WorkflowKindEnum } from '../workflow/workflow-kind.enum';

@ObjectType({
  simpleResolvers: true,
  description: 'Everything the editor needs to draw and configure a node; JSON Schema in configSchema.',
})
export class NodeType implements NodeTypeManifest {
  @Field(() => String, { description: 'Name in a graph document, such as `agent.task`.' })
  type!: string;
  @Field(() => Int, { description: 'Version of the node type; `typeVersion` in a graph document.' })
  version!: number;
  @Field(() => String, { description: 'Name for people.' })
  title!: string;
  @Field(() => String, { description: 'Heading in the palette.' })
  group!: string;
  @Field(() => String, { description: 'Markdown; the first sentence is the tooltip.' })
  doc!: string;
  @Field(() => String, { description: '`pure`, `read` or `write`: what it does to the world.' })
  effects!: NodeTypeManifest['effects'];
  @Field(() => [WorkflowKindEnum], { description: 'In which kinds of workflow it may stand.' })
  kinds!: WorkflowKind[];
  @Field(() => JsonScalar, { description: 'JSON Schema of `config`.' })
  configSchema!: JsonObject;
  @Field(() => JsonScalar, { description: '`{ fields, summary, defaults, glyph }`.' })
  form!: NodeTypeManifest['form'] & { fields: FormField[] };
  @Field(() => JsonScalar, { description: '`{ in, out, fromConfig }`: some ports depend on the config.' })
  ports!: PortsManifest;
}
