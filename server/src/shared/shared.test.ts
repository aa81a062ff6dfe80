import { UserError } from '@muster/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readName, slugOf } from './names';
import { makePage, readPage } from './paging';

const codeOf = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
};

describe('names', () => {
  it('are taken or refused, whatever is typed; what is taken is taken again unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        if (codeOf(() => readName(text)) !== null) return;
        const name = readName(text);
        expect(readName(name)).toBe(name);
        expect(name.normalize('NFC')).toBe(name);
      }),
    );
  });

  it('are the same in both of Unicode’s spellings (G10)', () => {
    expect(readName('Cafe\u0301')).toBe(readName('Caf\u00e9'));
  });

  it('give addresses of small letters, digits and single hyphens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(slugOf(text)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slugOf(text).length).toBeLessThanOrEqual(60);
      }),
    );
    expect(slugOf('Überprüfung: Ñandú & Söhne!')).toBe('uberprufung-nandu-sohne');
  });
});

describe('pages', () => {
  it('are asked for by 1 to 100 entries', () => {
    fc.assert(
      fc.property(fc.integer(), (first) => {
        const code = first < 1 || first > 100 ? 'INVALID_INPUT' : null;
        expect(codeOf(() => readPage({ first }))).toBe(code);
      }),
    );
  });

  it('go on from any text or refuse it with a code', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' })), (after) => {
        expect([null, 'INVALID_INPUT']).toContain(codeOf(() => readPage({ first: 1, after })));
      }),
    );
  });

  it('end where the next begins, and know whether there is one', () => {
    const entries = Array.from({ length: 10 }, (_, index) => ({ sort: index * 1000, id: `run_${index}` }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (first) => {
        const seen: unknown[] = [];
        for (let after: string | null = null; ; ) {
          const query = readPage({ first, after });
          const start = query.after ? entries.findIndex(({ id }) => id === query.after?.id) + 1 : 0;
          const rows = entries.slice(start, start + query.take);
          const page = makePage(
            rows,
            query,
            (entry) => entry,
            async () => entries.length,
          );
          seen.push(...page.nodes);
          if (!page.pageInfo.hasNextPage) break;
          after = page.pageInfo.endCursor;
        }
        expect(seen).toEqual(entries);
      }),
    );
  });
});
