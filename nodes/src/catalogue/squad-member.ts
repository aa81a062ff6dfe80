import { z } from 'zod';
import { dynamicText, modelName, roleName, toolNames } from '../kit/config';
import { defineNode } from '../kit/define-node';
import { inPort, maxTurnsField, modelField, roleField, toolsField } from '../kit/fields';
import { agentCalls } from '../kit/model-calls';

/** One agent of a squad. */
export const squadMember = defineNode({
  type: 'squad.member',
  version: 1,
  title: 'Member',
  group: 'Squad',
  doc: `One agent of a squad: who it is, what it is good at, and whom it may turn to.

Exactly one member is the **lead**: it receives the task and its answer is the squad's answer. Draw an edge to say who
may turn to whom:

- \`delegate\`: hand a piece of work to another member and wait for the result;
- \`ask\`: ask a question;
- \`review\`: show work and get it approved or sent back.

Each edge becomes a tool of the member it starts at. Without an edge there is no way: a message nobody drew an edge for
is refused.`,
  glyph: 'member',
  kinds: ['squad'],
  effects: 'read',
  config: z.strictObject({
    role: roleName,
    name: z.string().max(100).optional(),
    lead: z.boolean().default(false),
    instructions: dynamicText.default(''),
    model: modelName,
    tools: toolNames,
    maxTurns: z.int().min(1).max(100).default(12),
  }),
  defaults: { role: 'backend-developer', lead: false, instructions: '', maxTurns: 12 },
  ports: {
    in: [inPort],
    out: [
      { id: 'delegate', label: 'delegate', doc: 'May hand work to the member at the other end.' },
      { id: 'ask', label: 'ask', doc: 'May ask the member at the other end.' },
      { id: 'review', label: 'review', doc: 'May have work reviewed by the member at the other end.' },
    ],
  },
  form: [
    roleField,
    {
      key: 'lead',
      label: 'Leads the squad',
      control: 'switch',
      help: 'The lead receives the task. A squad has exactly one.',
    },
    {
      key: 'instructions',
      label: 'Instructions',
      control: 'template',
      placeholder: 'What this member should know beyond its role',
      help: 'Added to the prompt of the role. May be left empty.',
    },
    { key: 'name', label: 'Called', control: 'text', placeholder: "The node's name", advanced: true },
    modelField,
    toolsField,
    maxTurnsField,
  ],
  summary: ['{instructions}', '{role|role}'],
  examples: [
    {
      title: 'A lead who delegates',
      config: {
        role: 'tech-lead',
        name: 'Ada',
        lead: true,
        instructions: 'Split the task, hand out the parts, and answer for the result.',
      },
      input: 'Mend the crash in the cart.',
    },
    { title: 'A tester', config: { role: 'qa-tester', name: 'Edsger' }, input: 'Does the patch hold?' },
  ],
  modelCalls: ({ role, model, maxTurns }) => agentCalls({ role, model, maxTurns }),
  lower: ({ lead, ...agent }) => ({ kind: 'member', agent, lead }),
});
