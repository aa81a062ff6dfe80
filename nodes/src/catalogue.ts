import { agentClassify } from './catalogue/agent-classify';
import { agentTask } from './catalogue/agent-task';
import { dataTransform } from './catalogue/data-transform';
import { flowBranch } from './catalogue/flow-branch';
import { flowMerge } from './catalogue/flow-merge';
import { flowStop } from './catalogue/flow-stop';
import { squadMember } from './catalogue/squad-member';
import { squadTask } from './catalogue/squad-task';
import { triggerManual } from './catalogue/trigger-manual';
import type { NodeDefinition } from './kit/define-node';

/** Every node there is, in the order of the palette. A new node is one file and one line here. */
export const catalogue: readonly NodeDefinition[] = [
  triggerManual,
  flowBranch,
  flowMerge,
  flowStop,
  agentTask,
  agentClassify,
  squadTask,
  dataTransform,
  squadMember,
];

const byType: ReadonlyMap<string, NodeDefinition> = new Map(catalogue.map((node) => [node.type, node]));

/** The node of this type in its current version; undefined for a type this version of Muster does not know. */
export const findNode = (type: string): NodeDefinition | undefined => byType.get(type);
