import { MAX_PAGE_SIZE, UserError } from '@muster/schema';

/** What a caller asks of a list: at most `first` entries, after the place the opaque cursor names. */
export interface PageArgs {
  first: number;
  after?: string | null | undefined;
}

/** A place in a list: the value it is sorted by (a time in milliseconds, or a number) and the id that breaks ties. */
export interface Place {
  sort: number;
  id: string;
}

/** What a repository is asked for: one entry more than the page, to know whether there is a next one. */
export interface PageQuery {
  take: number;
  after: Place | null;
}

export interface Page<Entry> {
  nodes: Entry[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  /** Counted only when somebody asks. */
  totalCount: () => Promise<number>;
}

/** @throws UserError `INVALID_INPUT` for a page size that is none, and for a cursor that is none. */
export function readPage({ first, after }: PageArgs): PageQuery {
  if (first < 1 || first > MAX_PAGE_SIZE) {
    const message = `\`first\` must be 1 to ${MAX_PAGE_SIZE}; ask for the next page with \`after\`.`;
    throw new UserError('INVALID_INPUT', message, { path: ['first'] });
  }
  return { take: first + 1, after: after == null ? null : readCursor(after) };
}

/** Cuts the extra entry off and names the end of the page. */
export function makePage<Entry>(
  rows: Entry[],
  { take }: PageQuery,
  place: (entry: Entry) => Place,
  totalCount: () => Promise<number>,
): Page<Entry> {
  const nodes = rows.slice(0, take - 1);
  const last = nodes.at(-1);
  const endCursor = last === undefined ? null : writeCursor(place(last));
  return { nodes, pageInfo: { hasNextPage: rows.length >= take, endCursor }, totalCount };
}

const writeCursor = ({ sort, id }: Place): string => Buffer.from(`${sort}:${id}`).toString('base64url');

function readCursor(cursor: string): Place {
  const match = /^(\d{1,15}):([A-Za-z0-9_-]{1,64})$/.exec(Buffer.from(cursor.slice(0, 200), 'base64url').toString());
  const [, sort, id] = match ?? [];
  if (sort === undefined || id === undefined) {
    throw new UserError('INVALID_INPUT', '`after` is not a cursor of this list.', { path: ['after'] });
  }
  return { sort: Number(sort), id };
}
