import type { FormField, Port } from '@muster/schema';

/** The port almost every node takes. */
export const inPort: Port = { id: 'in', label: 'in' };
/** The port a node emits on unless it has reason to choose. */
export const outPort: Port = { id: 'out', label: 'out' };

/** Where work leaves that used up its budget. */
export const overBudgetPort: Port = {
  id: 'over-budget',
  label: 'over budget',
  doc: 'Taken instead of `out` when the budget is used up before the work is done.',
};

export const roleField: FormField = {
  key: 'role',
  label: 'Role',
  control: 'role',
  help: 'Decides the system prompt, the default tools and how strong a model is asked for.',
};

export const modelField: FormField = {
  key: 'model',
  label: 'Model',
  control: 'model',
  placeholder: 'The default of the role',
  help: 'Leave empty to use the model configured for this kind of work.',
  advanced: true,
};

export const toolsField: FormField = {
  key: 'tools',
  label: 'Tools',
  control: 'tools',
  help: 'What the agent may use. Choose none of them and the role brings its own.',
  advanced: true,
};

export const maxTurnsField: FormField = {
  key: 'maxTurns',
  label: 'Most turns',
  control: 'number',
  help: 'A turn is one answer of the model. An agent that needs more fails with TURN_LIMIT.',
  advanced: true,
};

export const budgetField: FormField = {
  key: 'budget',
  label: 'Budget',
  control: 'budget',
  help: 'An upper bound on tokens, money, messages and time. Over it, work leaves by port "over budget".',
  advanced: true,
};
