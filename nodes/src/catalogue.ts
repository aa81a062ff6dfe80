import { agentClassify } from './catalogue/agent-classify';
import { agentTask } from './catalogue/agent-task';
import { dataTransform } from './catalogue/data-transform';
import { flowBranch } from './catalogue/flow-branch';
import { flowMerge } from './catalogue/flow-merge';
import { flowStop } from './catalogue/flow-stop';
import { squadMember } from './catalogue/squad-member';
import { squadTask } from './catalogue/squad-task';
import { triggerManual } from './catalogue/trigger-manual';
import { createNodeCatalogue } from './kit/node-catalogue';

/** The newest version of every node type, in the order of the palette. A new node is one file and one line here. */
const newest = [
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

/** Versions that newer ones have replaced. Published plans and drafts still name them, so none is ever removed. */
const older = [] as const;

export const catalogue = createNodeCatalogue(newest, older);
