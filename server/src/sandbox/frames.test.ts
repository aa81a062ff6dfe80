import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameReader, encodeFrame } from './frames';

describe('frames', () => {
  it('come out as they went in, however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 10 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (texts, cuts) => {
          const read: string[] = [];
          const take = createFrameReader(
            1_000_000,
            (text) => read.push(text),
            () => read.push('too long'),
          );
          let rest = Buffer.concat(texts.map(encodeFrame));
          while (rest.length > 0) {
            const bytes = cuts.next().value;
            take(rest.subarray(0, bytes));
            rest = rest.subarray(bytes);
          }
          expect(read).toEqual(texts);
        },
      ),
    );
  });

  it('one that is too long is refused by its length alone, and nothing after it is read', () => {
    const read: string[] = [];
    const take = createFrameReader(
      4,
      (text) => read.push(text),
      () => read.push('too long'),
    );
    take(encodeFrame('1234'));
    take(encodeFrame('12345').subarray(0, 4));
    take(encodeFrame('1'));
    expect(read).toEqual(['1234', 'too long']);
  });
});
