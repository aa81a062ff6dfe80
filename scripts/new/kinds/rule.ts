import { type GeneratedChange, readName } from '../change';

/** Folders of `server/src/compiler/validate/rules/`. */
const rooms: readonly string[] = ['edges', 'flow', 'nodes', 'squads', 'values'];

const graph = {
  schemaVersion: 1,
  kind: 'pipeline',
  nodes: [
    { id: 'start', type: 'trigger.manual', typeVersion: 1, name: 'Start', config: {} },
    {
      id: 'a',
      type: 'data.transform',
      typeVersion: 1,
      name: 'A',
      config: { output: { $ref: { node: '$input', path: [] } } },
    },
  ],
  edges: [{ id: 'start.out-a', source: { node: 'start', port: 'out' }, target: { node: 'a', port: 'in' } }],
  view: { nodes: { start: { x: 0, y: 0 }, a: { x: 280, y: 0 } }, notes: [] },
};

/** A rule of the compiler with its code and a graph that breaks it: `npm run new -- rule edges/edge-self`. */
export function newRule(given: string): GeneratedChange {
  const [room = '', name = ''] = given.split('/');
  if (!rooms.includes(room))
    throw new Error(`Say which rules it belongs to: ${rooms.join(', ')}. Like "edges/edge-self".`);
  const { kebab, camel, upper, title } = readName(name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'edges/edge-self');
  const fixture = `server/src/compiler/fixtures/error.${kebab}`;
  return {
    files: [
      {
        path: `server/src/compiler/validate/rules/${room}/${kebab}.ts`,
        text: `import type { Rule } from '../rule';

/** TODO: what must hold, in the words a user would read. */
export const ${camel}: Rule = () => [];
`,
      },
      { path: `${fixture}/graph.json`, text: `${JSON.stringify(graph, null, 2)}\n` },
      { path: `${fixture}/expect.md`, text: `# ${title}\n\n## Diagnostics\n\n- error ${upper}: a\n` },
    ],
    lines: [
      {
        path: 'server/src/compiler/validate/validate.ts',
        list: 'const rules: readonly Rule[] = [',
        entry: `${camel},`,
        imports: [`import { ${camel} } from './rules/${room}/${kebab}';`],
      },
      {
        path: 'schema/src/graph/diagnostic-codes.ts',
        list: 'export const diagnosticCodes = {',
        entry: `${upper}: { severity: 'error', doc: 'TODO: when it is found and why it matters.' },`,
        imports: [],
      },
    ],
    next: [
      `Draw a graph that breaks the rule in ${fixture}/graph.json; expect.md says what the compiler must find in it.`,
      `Write server/src/compiler/validate/rules/${room}/${kebab}.ts until it is found, and the text of ${upper}.`,
      'npx vitest run server/src/compiler, then npm run reference.',
    ],
  };
}
