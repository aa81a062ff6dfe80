import { defineOperation } from './define-operation';

/** Emits `$input` unchanged: joins. */
export const passOperation = defineOperation({
  kind: 'pass',
  shape: {},
  facts: () => ({ fuse: 'anywhere' }),
  check: (_, { called, incoming }) =>
    incoming.length === 1
      ? [
          {
            code: 'MERGE_ONE_INPUT',
            edges: incoming.map(({ id }) => id),
            message: `${called} has only one way in, so it brings nothing together.`,
            fix: 'Draw the other ways to it, or delete it.',
          },
        ]
      : [],
});
