import { called, diagnostic, listed } from '../../../diagnostics';
import type { Rule } from '../rule';

/** A squad has exactly one lead: the member that receives the task. */
export const squadLead: Rule = ({ kind, nodes }) => {
  if (kind !== 'squad') return [];
  const members = [...nodes.values()].filter((node) => node.type === 'squad.member');
  const leads = members.filter((node) => node.drawnConfig.lead === true);
  if (leads.length === 1) return [];
  if (leads.length === 0) {
    return [
      diagnostic('SQUAD_WITHOUT_LEAD', {
        nodes: members.map(({ id }) => id),
        message:
          members.length === 0
            ? 'The squad has no members.'
            : 'No member leads the squad, so nobody would receive the task.',
        fix: members.length === 0 ? 'Add a member and let it lead.' : 'Switch "Leads the squad" on for one of them.',
      }),
    ];
  }
  return [
    diagnostic('SQUAD_MANY_LEADS', {
      nodes: leads.map(({ id }) => id),
      message: `${listed(leads.map((node) => called(node)))} all lead the squad; it can have one lead.`,
      fix: 'Switch "Leads the squad" off for all but one.',
    }),
  ];
};
