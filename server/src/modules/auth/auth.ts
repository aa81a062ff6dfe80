import type { Database } from '@muster/prisma';
import type { Config } from '../../config/config';
import { createQuotaRepository } from '../quota/quota.repository';
import { createQuotas } from '../quota/quota.service';
import { createAccountRepository } from './account.repository';
import { createApiKeyRepository } from './api-key.repository';
import { type ApiKeyService, createApiKeyService } from './api-key.service';
import { authDatabase } from './auth.repository';
import type { AuthLog } from './auth-log';
import type { DeliverResetLink } from './password-reset';
import { createPasswordResetRepository } from './password-reset.repository';
import { createSignIn, type SignIn } from './sign-in';
import { createSignUpPolicy, type IsInvited, type SignUpPolicy } from './sign-up-policy';
import { createViewerService, type ViewerService } from './viewer.service';
import { createWorkspaceRepository } from './workspace.repository';
import { createWorkspaceService, type OnWorkspaceCreated } from './workspace.service';

/** Everything about who is who. */
export interface Auth {
  signIn: SignIn;
  viewers: ViewerService;
  apiKeys: ApiKeyService;
  signUpPolicy: SignUpPolicy;
}

interface Deps {
  db: Database;
  config: Config;
  log: AuthLog;
  onWorkspaceCreated: OnWorkspaceCreated;
  /** Told when an API key or a session ends. */
  onRevoked: () => void;
  isInvited: IsInvited;
  /** Absent: this installation sends no mail. */
  deliverResetLink?: DeliverResetLink | undefined;
}

export function createAuth(deps: Deps): Auth {
  const { db, config, log, onWorkspaceCreated, onRevoked, isInvited, deliverResetLink } = deps;
  const workspaces = createWorkspaceService({ workspaces: createWorkspaceRepository(db), onWorkspaceCreated, log });
  const signUpPolicy = createSignUpPolicy({ signUp: config.signUp, accounts: createAccountRepository(db), isInvited });
  const signIn = createSignIn({
    database: authDatabase(db),
    secret: config.sessionSecret.reveal(),
    publicUrl: config.publicUrl,
    allowedOrigins: config.allowedOrigins,
    signUpPolicy,
    onSignedIn: (userId) => workspaces.provision(userId),
    deliverResetLink,
    async onPasswordReset(userId) {
      await createPasswordResetRepository(db).endLinks(userId);
      onRevoked();
    },
    log,
  });
  const quotas = createQuotas(createQuotaRepository(db), config.quotas);
  const apiKeys = createApiKeyService({ keys: createApiKeyRepository(db), signIn, quotas, onRevoked });
  return { signIn, apiKeys, signUpPolicy, viewers: createViewerService({ signIn, apiKeys, workspaces }) };
}
