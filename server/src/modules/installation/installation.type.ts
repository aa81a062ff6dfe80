import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { SignUpMode } from '../auth/sign-up-policy';

const SignUpModeEnum = { OPEN: 'open', INVITE: 'invite', FIRST: 'first' } as const satisfies Record<string, SignUpMode>;
registerEnumType(SignUpModeEnum, {
  name: 'SignUpMode',
  description: 'Who may create an account.',
  valuesConfig: {
    OPEN: { description: 'Anyone who reaches this address.' },
    INVITE: { description: 'Only people with an invitation.' },
    FIRST: {
      description:
        'There is no account yet: the first person to sign up gets one. After that, only people with an invitation do.',
    },
  },
});

/** How a person who forgot their password gets a new one. */
const PasswordResetEnum = { MAIL: 'mail', OPERATOR: 'operator' } as const;
type PasswordReset = (typeof PasswordResetEnum)[keyof typeof PasswordResetEnum];

registerEnumType(PasswordResetEnum, {
  name: 'PasswordReset',
  description: 'How a person who forgot their password gets a new one.',
  valuesConfig: {
    MAIL: { description: 'They ask for a link by mail.' },
    OPERATOR: { description: 'This installation sends no mail. Its operator makes a link (`npm run reset-password`).' },
  },
});

@ObjectType({ description: 'What anyone may know of this installation, signed in or not.' })
export class Installation {
  @Field(() => SignUpModeEnum, { description: 'Who may create an account.' })
  signUp!: SignUpMode;
  @Field(() => PasswordResetEnum, { description: 'How a person who forgot their password gets a new one.' })
  passwordReset!: PasswordReset;
}
