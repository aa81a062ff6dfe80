import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { SignUpMode } from '../auth/sign-up-policy';

const SignUpModeEnum = { OPEN: 'open', INVITE: 'invite', FIRST: 'first' } as const satisfies Record<string, SignUpMode>;
registerEnumType(SignUpModeEnum, {
  name: 'SignUpMode',
  description: 'Who may create an account.',
  valuesConfig: {
    OPEN: { description: 'Anyone who reaches this address.' },
    INVITE: { description: 'Only people with an invitation.' },
    FIRST: { description: 'Whoever comes first: there is no account yet. After that, only people with an invitation.' },
  },
});

@ObjectType({ description: 'What anyone may know of this installation, signed in or not.' })
export class Installation {
  @Field(() => SignUpModeEnum, { description: 'Who may create an account.' })
  signUp!: SignUpMode;
}
