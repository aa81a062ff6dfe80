/** A page of the documentation. */
export interface Page {
  /** From the project's root. */
  path: string;
  text: string;
}

/** What a page may name. */
export interface Surroundings {
  /** Whether there is such a file or folder, from the project's root. */
  exists(path: string): boolean;
  /** Names of the scripts of each workspace's package.json; `""` is the project's own. */
  scripts: ReadonlyMap<string, ReadonlySet<string>>;
  /** Every word of the sources: names and codes. */
  words: ReadonlySet<string>;
  /** The headings of a page, as anchors; null when there is no such page. */
  anchors(path: string): ReadonlySet<string> | null;
}

const fenced = /^```[\s\S]*?^```/gm;
const codeSpan = /`([^`\n]+)`/g;
const link = /\]\(([^)\s]+)\)/g;
const ourPath = /(?<![\w/.@-])(?:schema|nodes|prisma|server|web|e2e|scripts|docs)\/[\w./<>*{},[\]()-]*/g;
const command = /\bnpm (run )?(?:-s )?([\w:-]+)([^`\n]*)/g;
/** camelCase, PascalCase with a second capital, and CODES: words that can only mean something of the sources. */
const sourceName = /^(?:[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}[A-Z0-9]*_[A-Z0-9_]+)$/;
const npmOwn = new Set(['ci', 'install']);

const lastFolder = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** GitHub's anchor of a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

function resolveLink(from: string, target: string): string {
  const parts = lastFolder(`/${from}`).split('/').filter(Boolean);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function wrongLinks({ path, text }: Page, { exists, anchors }: Surroundings): string[] {
  const targets = [...text.replace(fenced, '').matchAll(link)].map((match) => match[1] ?? '');
  return targets.flatMap((target) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [file = '', anchor] = target.split('#');
    const place = file === '' ? path : resolveLink(path, file);
    if (!exists(place)) return [`${path}: the link ${target} leads nowhere`];
    if (anchor === undefined || anchors(place)?.has(anchor)) return [];
    return [`${path}: there is no heading #${anchor} in ${place}`];
  });
}

/** The part of a path before the first placeholder such as `<slug>` or `*`. */
function fixedPart(path: string): string {
  const placeholder = /[<*{]/.exec(path);
  return placeholder ? lastFolder(path.slice(0, placeholder.index)) : path.replace(/[.,)/]+$/, '');
}

function wrongCommands({ path, text }: Page, { scripts }: Surroundings): string[] {
  const code = [...(text.match(fenced) ?? []), ...(text.replace(fenced, '').match(codeSpan) ?? [])].join('\n');
  return [...code.matchAll(command)].flatMap(([whole, run, name = '', rest = '']) => {
    if (!run && npmOwn.has(name)) return [];
    const workspace = / -w (?:@muster\/)?([\w-]+)/.exec(rest)?.[1] ?? '';
    return scripts.get(workspace)?.has(name) ? [] : [`${path}: there is no script for "${whole.trim()}"`];
  });
}

function wrongNames({ path, text }: Page, { exists, words }: Surroundings): string[] {
  const spans = [...text.replace(fenced, '').matchAll(codeSpan)].map((match) => match[1] ?? '');
  return spans.flatMap((span) => {
    const paths = span.match(ourPath) ?? [];
    const missing = paths.filter((each) => !exists(fixedPart(each))).map((each) => `${path}: there is no ${each}`);
    if (paths.length > 0) return missing;
    const names = span.split(/[^\w]+/).filter((word) => sourceName.test(word) && !words.has(word));
    return names.map((word) => `${path}: nothing in the sources is called ${word}`);
  });
}

/** Everything a page names that is not there: files, links, headings, scripts, names and codes of the sources. */
export const findFalsehoods = (page: Page, surroundings: Surroundings): string[] => [
  ...new Set([
    ...wrongLinks(page, surroundings),
    ...wrongCommands(page, surroundings),
    ...wrongNames(page, surroundings),
  ]),
];
