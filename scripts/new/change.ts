/** What a generator does to the repository. */
export interface GeneratedChange {
  /** Files that must not be there yet. */
  files: readonly { path: string; text: string }[];
  /** Lines of lists that are there already. */
  lines: readonly ListLine[];
  /** What is left to do, one sentence each. */
  next: readonly string[];
}

/** One entry of a list, with the import that it needs. */
export interface ListLine {
  path: string;
  /** The text the list begins with, such as `const rules: readonly Rule[] = [`; the entry goes to its end. */
  list: string;
  entry: string;
  /** Import statements; the formatter puts them in order. */
  imports: readonly string[];
}

/** Name of what is generated, in the forms that code needs. */
export interface GeneratedName {
  /** As given: `http.request`, `edge-self`. */
  given: string;
  /** For files: `http-request`. */
  kebab: string;
  /** For values: `httpRequest`. */
  camel: string;
  /** For types: `HttpRequest`. */
  pascal: string;
  /** For codes: `HTTP_REQUEST`. */
  upper: string;
  /** For people: `Http request`. */
  title: string;
}

/** @throws Error when the name is none: lower-case words, joined by `-` or (nodes) by one `.` */
export function readName(given: string, pattern: RegExp, example: string): GeneratedName {
  if (!pattern.test(given)) throw new Error(`"${given}" is not a name here. Write it like "${example}".`);
  const words = given.split(/[.-]/);
  const pascal = words.map(capital).join('');
  return {
    given,
    kebab: words.join('-'),
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    upper: words.join('_').toUpperCase(),
    title: capital(words.join(' ')),
  };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const closing: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' };

/**
 * Returns the text with the entry at the end of the list and the imports behind those that are there.
 * @throws Error when there is no such list, or when the entry is in it already
 */
export function addLine(text: string, { path, list, entry, imports }: ListLine): string {
  const start = text.indexOf(list);
  const open = list.at(-1) ?? '';
  if (start < 0 || closing[open] === undefined) throw new Error(`${path} has no list "${list}".`);
  const end = endOfList(text, start + list.length, open);
  if (
    text
      .slice(start, end)
      .split('\n')
      .some((line) => line.trim() === entry)
  ) {
    throw new Error(`${path} has "${entry}" already.`);
  }
  const at = text.lastIndexOf('\n', end) + 1;
  const withEntry = `${text.slice(0, at)}${entry}\n${text.slice(at)}`;
  // After the last import: the first may be one that must stay first.
  const top = [...text.slice(0, start).matchAll(/^import\b[^;]*;\n/gm)].at(-1);
  const importsAt = top ? top.index + top[0].length : 0;
  return `${withEntry.slice(0, importsAt)}${imports.map((line) => `${line}\n`).join('')}${withEntry.slice(importsAt)}`;
}

/** Place of the bracket that closes the list; texts in quotes are passed over. */
function endOfList(text: string, from: number, open: string): number {
  const close = closing[open];
  let depth = 1;
  const tokens = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[[\]{}()]/g;
  tokens.lastIndex = from;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    if (token[0] === open) depth += 1;
    if (token[0] === close) depth -= 1;
    if (depth === 0) return token.index;
  }
  throw new Error(`The list that begins at character ${from} does not end.`);
}
