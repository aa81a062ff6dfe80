import { type Diagnostic, type DiagnosticCode, diagnosticCodes, type Severity } from '@muster/schema';

const LONGEST_NAME = 60;

/** How a message calls a node: its name in quotes, or its id when it has none. */
export function called(node: { id: string; name: string } | undefined, id = ''): string {
  const name = (node?.name ?? '').replace(/\p{Cc}+/gu, ' ').trim() || node?.id || id;
  return `"${name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name}"`;
}

/** `"a", "b" and 3 more`. */
export function listed(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

interface Finding {
  nodes?: readonly string[];
  edges?: readonly string[];
  message: string;
  fix?: string;
  configPath?: readonly string[];
  severity?: Severity;
}

/** One finding, with the severity that the list of codes gives it. */
export function diagnostic(code: DiagnosticCode, finding: Finding): Diagnostic {
  return {
    code,
    severity: finding.severity ?? diagnosticCodes[code].severity,
    nodeIds: [...(finding.nodes ?? [])],
    edgeIds: [...(finding.edges ?? [])],
    message: finding.message,
    ...(finding.fix === undefined ? {} : { fix: finding.fix }),
    ...(finding.configPath === undefined ? {} : { configPath: [...finding.configPath] }),
  };
}

const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** More than this nobody reads, and an answer must not grow beyond measure. */
const MOST_SHOWN = 1_000;

/** Errors first; then by code and place, so that the same graph always gives the same list. Cut off, with a last word. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const keyed = diagnostics.map((each) => ({ each, key: [...each.nodeIds, ...each.edgeIds, each.message].join('\n') }));
  keyed.sort(
    (a, b) =>
      rank[a.each.severity] - rank[b.each.severity] || compare(a.each.code, b.each.code) || compare(a.key, b.key),
  );
  const ordered = keyed.map(({ each }) => each);
  if (ordered.length <= MOST_SHOWN) return ordered;
  const more = (ordered.length - MOST_SHOWN).toLocaleString('en');
  const last = diagnostic('MORE_FINDINGS', {
    message: `There are ${more} more findings. Mend some, and see the rest.`,
  });
  return [...ordered.slice(0, MOST_SHOWN), last];
}

/** The nearest of some names to one that was mistyped; undefined when none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const wanted = plain(name);
  if (wanted === '') return undefined;
  return (
    known.find((each) => plain(each) === wanted) ??
    known.find((each) => plain(each).startsWith(wanted) || wanted.startsWith(plain(each)))
  );
}
