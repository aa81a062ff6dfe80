import { catalogue, createNodeCatalogue, defineNode, type NodeCatalogue, type NodeDefinition } from '@muster/nodes';
import { expression, reference } from '@muster/schema';
import { z } from 'zod';

const text = z.union([z.string(), reference, expression], 'must be text');
const base: Pick<
  NodeDefinition,
  'type' | 'title' | 'group' | 'doc' | 'glyph' | 'kinds' | 'effects' | 'ports' | 'summary'
> = {
  type: 'test.greet',
  title: 'Greet',
  group: 'Data',
  doc: 'Greets somebody.',
  glyph: 'greet',
  kinds: ['pipeline'],
  effects: 'read',
  ports: { in: [{ id: 'in', label: 'in' }], out: [{ id: 'out', label: 'out' }], canFail: true },
  summary: [],
};

/** A node type for tests, version 1: answers with a text. */
export const greetVersion1 = defineNode({
  ...base,
  version: 1,
  config: z.strictObject({ name: text }),
  defaults: { name: '' },
  form: [{ key: 'name', label: 'Name', control: 'template' }],
  examples: [],
  run: async ({ config }) => ({ output: `Hello, ${config.name as string}.` }),
});

/** Version 2: its config has another form, and its output too. */
export const greetVersion2 = defineNode({
  ...base,
  version: 2,
  config: z.strictObject({ person: text, greeting: z.string() }),
  defaults: { person: '', greeting: 'Good day' },
  form: [
    { key: 'person', label: 'Person', control: 'template' },
    { key: 'greeting', label: 'Greeting', control: 'text' },
  ],
  examples: [],
  migrations: { 1: ({ name: person = '' }) => ({ person, greeting: 'Hello' }) },
  run: async ({ config }) => ({ output: { text: `${config.greeting}, ${config.person as string}!` } }),
});

/** What a server ships before version 2 of the node. */
export const catalogueBefore: NodeCatalogue = createNodeCatalogue(
  [...catalogue.newest, greetVersion1],
  catalogue.older,
);
/** What it ships afterwards. */
export const catalogueAfter: NodeCatalogue = createNodeCatalogue(
  [...catalogue.newest, greetVersion2],
  [...catalogue.older, greetVersion1],
);
