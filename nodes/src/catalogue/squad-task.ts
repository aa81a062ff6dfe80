import { z } from 'zod';
import { budget, task, wholeInput } from '../kit/config';
import { defineNode } from '../kit/define-node';
import { budgetField, inPort, outPort, overBudgetPort } from '../kit/fields';

/** Hands a task to a squad. */
export const squadTask = defineNode({
  type: 'squad.task',
  version: 1,
  title: 'Squad task',
  group: 'Agents',
  doc: `Hands a task to a squad and waits for what its lead answers.

The squad must be published; the run uses the version that was published when the run started. The **task** is what the
lead receives: describe the work, and what must be true for it to be done. The lead works, delegates, asks and has things
reviewed along the squad's edges, and you see every message while it happens.

The result is \`{ text, data, usage }\`, where \`text\` is the lead's answer. With a **budget**, work that is not done when
it is used up leaves by port \`over-budget\`.`,
  glyph: 'squad',
  kinds: ['pipeline'],
  effects: 'read',
  config: z.strictObject({ workflowId: z.string().max(200), task, budget }),
  defaults: { workflowId: '', task: wholeInput },
  ports: { in: [inPort], out: [outPort, overBudgetPort], canFail: true },
  form: [
    { key: 'workflowId', label: 'Squad', control: 'squad', help: 'A published squad of this workspace.' },
    {
      key: 'task',
      label: 'Task',
      control: 'template',
      placeholder: 'What is to be done, and how you will know that it is done',
      help: 'Type @ to insert what an earlier node produced.',
    },
    budgetField,
  ],
  summary: ['{task.title}', '{task}'],
  output: [{ from: 'fields', fields: ['text', 'data'] }],
  examples: [
    {
      title: 'Let the bug squad mend a bug',
      config: {
        workflowId: 'wfl_01JD0000000000000000000000',
        task: {
          $template: [
            'Mend this bug. Done means: the cause is known, a patch is proposed, and a test fails without it.\n\n',
            { $ref: { node: '$input', path: ['report'] } },
          ],
        },
        budget: { usd: 0.5, messages: 40 },
      },
      input: { report: 'The cart crashes when it is empty.' },
    },
  ],
  lower: (config) => ({ kind: 'squad', ...config }),
});
