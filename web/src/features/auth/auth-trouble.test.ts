import { expect, it } from 'vitest';
import { describeAuthFailure } from './auth-trouble';

it('says the same for a wrong address and a wrong password', () => {
  expect(describeAuthFailure({ status: 401, code: 'INVALID_EMAIL_OR_PASSWORD' })).toEqual({
    field: null,
    message: 'Invalid email or password.',
  });
});

it('puts an address that is taken at its field, and offers to sign in', () => {
  const trouble = describeAuthFailure({ status: 422, code: 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL' });
  expect(trouble).toMatchObject({ field: 'email', known: true });
});

it('tells too many tries and an unreachable server apart', () => {
  expect(describeAuthFailure({ status: 429 }).message).toContain('Wait a minute');
  expect(describeAuthFailure(null).message).toContain("Can't reach the server");
  expect(describeAuthFailure({ status: 503 }).message).toContain("Can't reach the server");
});

it('does not show the inside of the server', () => {
  expect(describeAuthFailure({ status: 500, message: 'relation "user" does not exist' }).message).not.toContain(
    'relation',
  );
});
