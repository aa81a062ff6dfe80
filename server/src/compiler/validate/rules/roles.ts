import { findRole, roleIds } from '@muster/schema';
import { called, diagnostic, listed, nearest } from '../../diagnostics';
import type { Rule } from '../rule';

/** An agent has one of the roles that ship. */
export const roles: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node) => {
    const operation = node.operation;
    if (operation?.kind !== 'agent' && operation?.kind !== 'member') return [];
    const { role } = operation.agent;
    if (findRole(role)) return [];
    const near = nearest(role, roleIds);
    return diagnostic('ROLE_UNKNOWN', {
      nodes: [node.id],
      message: `${called(node)} has the role "${role}", which does not exist.`,
      fix: near ? `Did you mean "${near}"?` : `Choose one of ${listed(roleIds, roleIds.length)}.`,
      configPath: ['role'],
    });
  });
