import { factsOf } from '@muster/nodes';
import { findRole, roleIds } from '@muster/schema';
import { called, diagnostic, listed, nearest } from '../../../diagnostics';
import type { Rule } from '../rule';

/** An agent has one of the roles that ship. */
export const roles: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node) => {
    const agent = node.operation && factsOf(node.operation).agent;
    if (!agent) return [];
    const { role } = agent;
    if (findRole(role)) return [];
    const near = nearest(role, roleIds);
    return diagnostic('ROLE_UNKNOWN', {
      nodes: [node.id],
      message: `${called(node)} has the role "${role}", which does not exist.`,
      fix: near ? `Did you mean "${near}"?` : `Choose one of ${listed(roleIds, roleIds.length)}.`,
      configPath: ['role'],
    });
  });
