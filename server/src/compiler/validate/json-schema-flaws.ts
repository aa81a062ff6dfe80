import { isJsonObject, type Json, type JsonObject, showPath } from '@muster/schema';
import { Ajv2020 } from 'ajv/dist/2020';
import { linearRegExp } from './linear-reg-exp';

/** What a checker of values takes; see the run input. */
const MAX_BYTES = 64_000;

let checker: Ajv2020 | null = null;

/** Keywords whose value is data and no schema. */
const dataKeywords = new Set(['const', 'enum', 'default', 'examples']);

/** The part of a schema that a JSON pointer such as `#/$defs/money` leads to; undefined where there is none. */
function pointedAt(root: JsonObject, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const part of decodeURIComponent(pointer).split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

/** A whole schema, with the names its parts can be referred to by. */
interface Whole {
  root: JsonObject;
  anchors: ReadonlySet<string>;
}

function anchorsIn(schema: Json): string[] {
  if (Array.isArray(schema)) return schema.flatMap(anchorsIn);
  if (!isJsonObject(schema)) return [];
  const own = [schema.$anchor, schema.$dynamicAnchor].filter((name) => typeof name === 'string');
  return [...own, ...Object.entries(schema).flatMap(([key, part]) => (dataKeywords.has(key) ? [] : anchorsIn(part)))];
}

function referenceFlaw({ root, anchors }: Whole, target: string): string | null {
  if (!target.startsWith('#')) return `it refers to "${target}", outside itself`;
  try {
    if (target === '#' || target.startsWith('#/')) {
      if (pointedAt(root, target.slice(1)) !== undefined) return null;
    } else if (anchors.has(target.slice(1))) return null;
  } catch {
    // Not a correct percent-encoding: no part can be meant.
  }
  return `it refers to "${target}", which is not in it`;
}

/** Patterns run on an engine without backtracking, which knows no looking around and no back-references. */
function patternFlaw(pattern: string): string | null {
  try {
    linearRegExp(pattern);
    return null;
  } catch {
    return `the pattern ${JSON.stringify(pattern.slice(0, 80))} cannot be used`;
  }
}

function innerFlaw(whole: Whole, schema: Json): string | null {
  if (Array.isArray(schema)) return firstFlaw(schema.map((part) => () => innerFlaw(whole, part)));
  if (!isJsonObject(schema)) return null;
  const { $ref, $dynamicRef, pattern, patternProperties } = schema;
  const patterns = [
    ...(typeof pattern === 'string' ? [pattern] : []),
    ...(isJsonObject(patternProperties ?? null) ? Object.keys(patternProperties as JsonObject) : []),
  ];
  return firstFlaw([
    ...[$ref, $dynamicRef].map((target) => () => (typeof target === 'string' ? referenceFlaw(whole, target) : null)),
    ...patterns.map((each) => () => patternFlaw(each)),
    ...Object.entries(schema).flatMap(([key, part]) => (dataKeywords.has(key) ? [] : [() => innerFlaw(whole, part)])),
  ]);
}

function firstFlaw(looks: (() => string | null)[]): string | null {
  for (const look of looks) {
    const flaw = look();
    if (flaw !== null) return flaw;
  }
  return null;
}

/**
 * What is wrong with a JSON Schema (2020-12) that a user wrote; null when nothing is. The schema is looked at and never
 * compiled or run. Depth is bounded by `readGraph`.
 */
export function schemaFlaw(schema: JsonObject): string | null {
  if (new TextEncoder().encode(JSON.stringify(schema)).length > MAX_BYTES) return 'it is larger than 64 kB';
  checker ??= new Ajv2020({ strict: false, validateFormats: false, logger: false });
  const { $schema: _draft, ...own } = schema;
  if (checker.validateSchema(own)) return innerFlaw({ root: own, anchors: new Set(anchorsIn(own)) }, own);
  const [error] = checker.errors ?? [];
  const place = error?.instancePath.split('/').filter(Boolean) ?? [];
  return `${place.length > 0 ? `at ${showPath(place)} it ` : 'it '}${error?.message ?? 'is not correct'}`;
}
