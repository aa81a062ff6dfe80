import { json } from '@muster/schema';
import { z } from 'zod';
import { budgetLimits } from './agent-spec';
import { defineOperation, type OperationPlace, type OperationProblem } from './define-operation';

/** Hands a task to a squad; the squad is a function of its own. */
export const squadOperation = defineOperation({
  kind: 'squad',
  shape: { workflowId: z.string(), task: json, budget: budgetLimits.optional() },
  facts: ({ workflowId, budget }) => ({
    fuse: 'never',
    // A whole squad is not run again: each call inside it is.
    retriesByDefault: false,
    // The call, and one more step to record that it failed.
    stepsInScope: 2,
    budget: budget ?? null,
    squadWorkflowId: workflowId,
  }),
  check: ({ workflowId }, place) => squadProblems(workflowId, place),
});

/** The squad exists in the workspace and has been published. */
function squadProblems(workflowId: string, { called, squads }: OperationPlace): OperationProblem[] {
  const configPath = ['workflowId'];
  if (workflowId === '') {
    const message = `${called} does not say which squad gets the task.`;
    return [{ code: 'SQUAD_NOT_CHOSEN', configPath, message, fix: 'Choose a squad.' }];
  }
  const squad = squads.get(workflowId);
  if (!squad) {
    const message = `The squad of ${called} does not exist in this workspace.`;
    return [{ code: 'SQUAD_UNKNOWN', configPath, message, fix: 'Choose another squad.' }];
  }
  if (squad.versionId !== null) return [];
  const message = `The squad "${squad.name}" of ${called} has not been published yet.`;
  return [{ code: 'SQUAD_NOT_PUBLISHED', configPath, message, fix: `Open "${squad.name}" and publish it first.` }];
}
