import { called, diagnostic } from '../../diagnostics';
import type { Rule } from '../rule';

/** A squad task names a squad of the workspace that has been published. */
export const squadTasks: Rule = ({ nodes }, { squads }) =>
  [...nodes.values()].flatMap((node) => {
    const operation = node.operation;
    if (operation?.kind !== 'squad') return [];
    const at = { nodes: [node.id], configPath: ['workflowId'] };
    if (operation.workflowId === '') {
      const message = `${called(node)} does not say which squad gets the task.`;
      return diagnostic('SQUAD_NOT_CHOSEN', { ...at, message, fix: 'Choose a squad.' });
    }
    const squad = squads.get(operation.workflowId);
    if (!squad) {
      const message = `The squad of ${called(node)} does not exist in this workspace.`;
      return diagnostic('SQUAD_UNKNOWN', { ...at, message, fix: 'Choose another squad.' });
    }
    if (squad.versionId !== null) return [];
    const message = `The squad "${squad.name}" of ${called(node)} has not been published yet.`;
    return diagnostic('SQUAD_NOT_PUBLISHED', { ...at, message, fix: `Open "${squad.name}" and publish it first.` });
  });
