import { factsOf } from '@muster/nodes';
import { builtInToolIds } from '@muster/schema';
import { called, diagnostic, listed } from '../../../diagnostics';
import type { Rule } from '../rule';

/** An agent is given only tools that exist. */
export const tools: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node) => {
    const agent = node.operation && factsOf(node.operation).agent;
    if (!agent) return [];
    return (agent.tools ?? []).flatMap((tool, index) =>
      builtInToolIds.includes(tool)
        ? []
        : diagnostic('TOOL_UNKNOWN', {
            nodes: [node.id],
            message: `${called(node)} is given the tool "${tool}", which does not exist.`,
            fix: `There are ${listed(builtInToolIds)}.`,
            configPath: ['tools', String(index)],
          }),
    );
  });
