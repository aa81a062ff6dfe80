import { isDynamic, isExpression, isJsonObject, type Json, type Reference } from '@muster/schema';
import { partsOf, referenceTo, type TemplatePart, valueOfParts } from './template-parts';

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Words JSONata reads as values or operators where a name is meant. */
const reserved: ReadonlySet<string> = new Set(['true', 'false', 'null', 'and', 'or', 'in', 'function']);
const roots: ReadonlySet<string> = new Set(['input', 'trigger', 'item', 'index', 'run']);

/** Returns a reference as JSONata, such as `nodes.shape.items[0].name`; null when JSONata cannot name it. */
export function referenceExpression({ $ref }: Reference): string | null {
  const steps = $ref.node.startsWith('$') ? [$ref.node.slice(1)] : ['nodes', $ref.node];
  const written = [...steps, ...$ref.path].map((step, at) => {
    const text = String(step);
    if (at >= steps.length && /^\d+$/.test(text)) return `[${Number(text)}]`;
    if (plainName.test(text) && !reserved.has(text)) return at === 0 ? text : `.${text}`;
    return text === '' || text.includes('`') ? null : `.\`${text}\``;
  });
  return written.includes(null) ? null : written.join('');
}

/**
 * Returns the JSONata expression that gives the same as a config value; null when there is none: a list with references
 * in it, since JSONata flattens lists, or a name that JSONata cannot write.
 */
export function expressionOf(value: Json): string | null {
  if (isExpression(value)) return String(value.$expr);
  if (!isJsonObject(value) && !Array.isArray(value)) return JSON.stringify(value);
  if (isDynamic(value)) {
    const parts = partsOf(value);
    const written = parts?.map((part) => (typeof part === 'string' ? JSON.stringify(part) : referenceExpression(part)));
    if (!parts || !written || written.includes(null)) return null;
    // One reference keeps its type; as a template it is a text.
    return written.length === 0 ? '""' : written.join(' & ');
  }
  if (!hasDynamicPart(value)) return JSON.stringify(value, null, 2);
  if (Array.isArray(value)) return null;
  const entries = Object.entries(value).map(([key, inner]) => {
    const text = expressionOf(inner);
    return text === null || text.trim() === '' || key === '__proto__'
      ? null
      : `  ${JSON.stringify(key)}: ${isExpression(inner) ? `(${text})` : text.replaceAll('\n', '\n  ')}`;
  });
  return entries.includes(null) ? null : `{\n${entries.join(',\n')}\n}`;
}

function hasDynamicPart(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasDynamicPart);
  return isJsonObject(value) && (isDynamic(value) || Object.values(value).some(hasDynamicPart));
}

/**
 * Returns the config value an expression stands for, when it is exactly a literal, a reference, or texts and references
 * joined with `&`; else null. Undefined is the value of an empty expression.
 */
export function valueOfExpression(source: string): { value: Json | undefined } | null {
  const text = source.trim();
  if (text === '') return { value: undefined };
  const literal = literalIn(text);
  if (literal) return literal;
  const parts: TemplatePart[] = [];
  const reader = { text, at: 0 };
  for (;;) {
    const part = readPart(reader);
    if (part === null) return null;
    parts.push(part);
    skipSpace(reader);
    if (reader.at === text.length) break;
    if (text[reader.at] !== '&') return null;
    reader.at += 1;
    skipSpace(reader);
  }
  return { value: valueOfParts(parts) };
}

/** JSON other than text is JSONata that means itself, apart from names that start a config's own forms. */
function literalIn(text: string): { value: Json } | null {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'string' || hasDynamicPart(value) ? null : { value };
  } catch {
    return null;
  }
}

interface Reader {
  text: string;
  at: number;
}

const take = (reader: Reader, pattern: RegExp): RegExpExecArray | null => {
  const sticky = new RegExp(pattern.source, 'y');
  sticky.lastIndex = reader.at;
  const found = sticky.exec(reader.text);
  if (found) reader.at = sticky.lastIndex;
  return found;
};

const skipSpace = (reader: Reader): void => void take(reader, /\s*/);

function readPart(reader: Reader): TemplatePart | null {
  const quote = reader.text[reader.at];
  if (quote === '"' || quote === "'") return readText(reader);
  const root = take(reader, /[A-Za-z_][A-Za-z0-9_]*/)?.[0];
  if (root === 'nodes') {
    const node = readStep(reader);
    return typeof node === 'string' ? readPath(reader, node) : null;
  }
  return root !== undefined && roots.has(root) ? readPath(reader, `$${root}`) : null;
}

function readPath(reader: Reader, node: string): Reference | null {
  const path: (string | number)[] = [];
  for (;;) {
    const before = reader.at;
    skipSpace(reader);
    const next = reader.text[reader.at];
    if (next !== '.' && next !== '[') {
      reader.at = before;
      return { $ref: { ...referenceTo(node, []).$ref, path } };
    }
    const step = readStep(reader);
    if (step === null) return null;
    path.push(step);
  }
}

/** `.name`, a name in backticks or quotes, or `[0]`. */
function readStep(reader: Reader): string | number | null {
  skipSpace(reader);
  const index = take(reader, /\[\s*(\d+)\s*\]/);
  if (index) return Number(index[1]);
  const name = take(reader, /\.\s*(?:`([^`]+)`|"([^"\\]+)"|([A-Za-z_][A-Za-z0-9_]*))/);
  if (!name) return null;
  const [, ticked, quoted, bare] = name;
  if (bare !== undefined && reserved.has(bare)) return null;
  return ticked ?? quoted ?? bare ?? null;
}

const escapes: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** A text in double or single quotes, with JSON's escapes. */
function readText(reader: Reader): string | null {
  const quote = reader.text[reader.at];
  let text = '';
  for (reader.at += 1; reader.at < reader.text.length; reader.at += 1) {
    const char = reader.text[reader.at] as string;
    if (char === quote) {
      reader.at += 1;
      return text;
    }
    if (char !== '\\') text += char;
    else {
      reader.at += 1;
      const escaped = reader.text[reader.at] ?? '';
      const code = /^u([0-9a-fA-F]{4})/.exec(reader.text.slice(reader.at, reader.at + 5));
      if (code?.[1]) {
        text += String.fromCharCode(Number.parseInt(code[1], 16));
        reader.at += 4;
      } else if (escaped in escapes) text += escapes[escaped];
      else if ('"\\/'.includes(escaped) && escaped !== '') text += escaped;
      else return null;
    }
  }
  return null;
}
