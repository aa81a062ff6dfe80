import { type DiagnosticCode, diagnosticCodes, type Severity } from '@muster/schema';

const groups: { severity: Severity; title: string; intro: string }[] = [
  {
    severity: 'error',
    title: 'Errors',
    intro: 'A graph with one of these can be saved as a draft, and cannot be published.',
  },
  { severity: 'warning', title: 'Warnings', intro: 'The graph works, and probably not as it was meant.' },
  { severity: 'info', title: 'Notes', intro: 'Worth knowing; nothing is wrong.' },
];

/** The page about every finding of the compiler, from the list of codes. Markdown. */
export function diagnosticsReference(): string {
  const codes = Object.keys(diagnosticCodes).sort() as DiagnosticCode[];
  const sections = groups.map(({ severity, title, intro }) => {
    const lines = codes
      .filter((code) => diagnosticCodes[code].severity === severity)
      .map((code) => `- \`${code}\`: ${diagnosticCodes[code].doc}`);
    return [`## ${title}`, intro, lines.join('\n')].join('\n\n');
  });
  const intro = [
    'What the compiler can find in a graph. The codes are stable. Each finding comes with the nodes and edges it is about,',
    'a message, and in most cases the way to put it right. Made by `npm run reference`; do not edit.',
  ].join('\n');
  return `${['# Diagnostics', intro, ...sections].join('\n\n')}\n`;
}
