import { catalogue, type NodeDefinition } from '@muster/nodes';
import type { FormField, Json, Port } from '@muster/schema';
import { showJson } from './show-json';

const json = (value: unknown) => `\`\`\`json\n${showJson(value as Json)}\n\`\`\``;

function portLine({ id, doc }: Port): string {
  return doc === undefined ? `- \`${id}\`` : `- \`${id}\`: ${doc}`;
}

function ports({ ports: { in: into, out, fromConfig = [], canFail } }: NodeDefinition): string {
  const made = fromConfig.map(({ prefix, path, idKey }) => `- \`${prefix}<${idKey}>\`: one for each of \`${path}\`.`);
  const error = canFail ? ['- `error`: only when the policy says so; `{ code, message }` of the failure.'] : [];
  const ways = [...made, ...out.map(portLine), ...error];
  const takes = into.length === 0 ? 'Takes nothing.' : `Takes ${into.map(({ id }) => `\`${id}\``).join(', ')}.`;
  return ways.length === 0 ? `${takes} Emits nothing.` : `${takes} Emits on:\n\n${ways.join('\n')}`;
}

function fieldLines(fields: readonly FormField[], indent = ''): string[] {
  return fields.flatMap(({ key, label, help, options, fields: columns = [] }) => {
    const choices = options ? ` One of ${options.map(({ value }) => `\`${value}\``).join(', ')}.` : '';
    const text = `${indent}- \`${key}\` (${label})${help ? `: ${help}` : ''}${choices}`;
    return [text, ...fieldLines(columns, `${indent}  `)];
  });
}

function example({ title, config, input, output, port }: NodeDefinition['examples'][number]): string {
  const result = output === undefined && port === undefined ? [] : [`Result${port ? ` on \`${port}\`` : ''}:`];
  return [
    `#### ${title}`,
    json(config),
    'Input:',
    json(input),
    ...result.map((text) => (output === undefined ? text.replace(/:$/, '.') : text)),
    ...(output === undefined ? [] : [json(output)]),
  ].join('\n\n');
}

const effects = {
  pure: 'Touches nothing outside the run.',
  read: 'Asks others, and changes nothing.',
  write: 'Changes something outside the run.',
} as const;

function page(node: NodeDefinition): string {
  const config = fieldLines(node.form);
  return [
    `## ${node.title}`,
    `\`${node.type}\`, version ${node.version}, in ${node.kinds.map((kind) => `${kind}s`).join(' and ')}. ${effects[node.effects]}`,
    node.doc,
    '### Ports',
    ports(node),
    ...(config.length > 0 ? ['### Config', config.join('\n')] : []),
    '### Examples',
    ...node.examples.map(example),
  ].join('\n\n');
}

/** The page about every node, from the catalogue. Markdown. */
export function nodesReference(): string {
  const intro = [
    'Every node there is, what it takes, what it emits, and examples of it. A config value may be plain JSON, a reference,',
    'a text template or an expression unless a field says otherwise. Made by `npm run reference`; do not edit.',
  ].join('\n');
  return `${['# Nodes', intro, ...catalogue.newest.map(page)].join('\n\n')}\n`;
}
