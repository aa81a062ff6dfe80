/**
 * Prisma drops a filter whose value is `undefined`, so `where: { workspaceId: undefined }` would mean "every
 * workspace". These functions find such values before the query leaves, whoever wrote it.
 */

/** Where in a query's arguments a filter holds `undefined`, as `where.workspaceId`; null when nowhere. */
export function findUndefinedFilter(args: unknown): string | null {
  return searchArguments(args, '', 0);
}

const filterKeys = new Set(['where', 'cursor']);
const nestedReads = ['select', 'include'];
/** Nested writes that choose rows: `data: { versions: { updateMany: { where } } }`. */
const nestedWrites = new Set([
  'update',
  'updateMany',
  'upsert',
  'delete',
  'deleteMany',
  'connect',
  'disconnect',
  'set',
]);

function searchArguments(args: unknown, path: string, depth: number): string | null {
  if (!isPlainObject(args) || depth > 16) return null;
  for (const [key, value] of Object.entries(args)) {
    if (filterKeys.has(key)) {
      // `where: undefined` itself means "no filter" in Prisma's own API, and says so where it is written.
      const found = value === undefined ? null : searchFilter(value, join(path, key));
      if (found !== null) return found;
    }
  }
  for (const key of nestedReads) {
    const relations = args[key];
    if (!isPlainObject(relations)) continue;
    for (const [name, relation] of Object.entries(relations)) {
      const found = searchArguments(relation, join(path, `${key}.${name}`), depth + 1);
      if (found !== null) return found;
    }
  }
  return searchNestedWrites(args.data, join(path, 'data'));
}

function searchNestedWrites(data: unknown, path: string): string | null {
  if (!isPlainObject(data)) return null;
  for (const [field, value] of Object.entries(data)) {
    if (!isPlainObject(value)) continue;
    for (const [verb, choice] of Object.entries(value)) {
      if (!nestedWrites.has(verb)) continue;
      for (const one of Array.isArray(choice) ? choice : [choice]) {
        const filter = isPlainObject(one) && 'where' in one ? one.where : verb.startsWith('update') ? {} : one;
        const found = searchFilter(filter, `${path}.${field}.${verb}`);
        if (found !== null) return found;
      }
    }
  }
  return null;
}

function searchFilter(filter: unknown, path: string): string | null {
  if (filter === undefined) return path;
  if (Array.isArray(filter)) {
    for (const [index, item] of filter.entries()) {
      const found = searchFilter(item, `${path}.${index}`);
      if (found !== null) return found;
    }
    return null;
  }
  if (!isPlainObject(filter)) return null;
  for (const [key, value] of Object.entries(filter)) {
    const found = searchFilter(value, join(path, key));
    if (found !== null) return found;
  }
  return null;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
