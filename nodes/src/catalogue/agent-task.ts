import { z } from 'zod';
import { budget, dynamicText, jsonSchema, modelName, roleName, toolNames } from '../kit/config';
import { defineNode } from '../kit/define-node';
import {
  budgetField,
  inPort,
  maxTurnsField,
  modelField,
  outPort,
  overBudgetPort,
  roleField,
  toolsField,
} from '../kit/fields';
import { agentCalls } from '../kit/model-calls';

/** One agent works on a task. */
export const agentTask = defineNode({
  type: 'agent.task',
  version: 1,
  title: 'Agent task',
  group: 'Agents',
  doc: `Gives one agent a task and waits for the result.

Choose a **role** and write the **instructions** as you would to a colleague: what to do, with what, and what a good
result looks like. The agent works in turns: it thinks, uses its tools, and answers when it is done. Every call to the
model and every tool call is recorded, so a restart repeats none of them.

The result is \`{ text, data, usage }\`. With an **output schema** the answer is checked against it and stands in
\`data\`, ready for a branch or a transform; otherwise \`data\` is null.

It fails when it runs out of turns, or when the model cannot be reached or does not answer in the form asked for.`,
  glyph: 'agent',
  kinds: ['pipeline'],
  effects: 'read',
  config: z.strictObject({
    role: roleName,
    name: z.string().max(100).optional(),
    instructions: dynamicText,
    model: modelName,
    tools: toolNames,
    outputSchema: jsonSchema,
    maxTurns: z.int().min(1).max(100).default(8),
    budget,
  }),
  defaults: {
    role: 'tech-lead',
    instructions: { $template: ['', { $ref: { node: '$input', path: [] } }] },
    maxTurns: 8,
  },
  ports: { in: [inPort], out: [outPort, overBudgetPort], canFail: true },
  form: [
    roleField,
    {
      key: 'instructions',
      label: 'Instructions',
      control: 'template',
      placeholder: 'What to do, with what, and what a good result looks like',
      help: 'Type @ to insert what an earlier node produced.',
    },
    {
      key: 'outputSchema',
      label: 'Answer in this form',
      control: 'schema',
      help: 'Fields the answer must have. They stand in data, for branches and transforms to use.',
    },
    { key: 'name', label: 'Called', control: 'text', placeholder: "The node's name", advanced: true },
    modelField,
    toolsField,
    maxTurnsField,
    budgetField,
  ],
  summary: ['{role|role}: {instructions}', '{role|role}'],
  output: [
    { from: 'fields', fields: ['text', 'data'] },
    { from: 'schema', key: 'outputSchema', under: 'data' },
  ],
  examples: [
    {
      title: 'Find the likely cause of a bug',
      config: {
        role: 'backend-developer',
        instructions: {
          $template: [
            'Find the likely cause of this bug and how to prove it:\n\n',
            { $ref: { node: '$input', path: ['report'] } },
          ],
        },
        outputSchema: {
          type: 'object',
          properties: { cause: { type: 'string' }, confidence: { type: 'number' } },
          required: ['cause', 'confidence'],
        },
      },
      input: { report: 'The cart crashes when it is empty.' },
    },
    {
      title: 'A short text within a budget',
      config: {
        role: 'project-manager',
        instructions: 'Write a friendly status update of three sentences about the input.',
        maxTurns: 3,
        budget: { usd: 0.05 },
      },
      input: { done: ['login'], open: ['billing'] },
    },
  ],
  modelCalls: ({ role, model, maxTurns, budget }) => agentCalls({ role, model, maxTurns, budget }),
  lower: (agent) => ({ kind: 'agent', agent }),
});
