import type { Database } from '@muster/prisma';
import type { Config } from '../../config/config';
import { createApiKeyRepository } from './api-key.repository';
import { type ApiKeyService, createApiKeyService } from './api-key.service';
import { authDatabase } from './auth.repository';
import type { AuthLog } from './auth-log';
import { createSignIn, type SignIn } from './sign-in';
import { createViewerService, type ViewerService } from './viewer.service';
import { createWorkspaceRepository } from './workspace.repository';
import { createWorkspaceService, type OnWorkspaceCreated } from './workspace.service';

/** Everything about who is who. */
export interface Auth {
  signIn: SignIn;
  viewers: ViewerService;
  apiKeys: ApiKeyService;
}

interface Deps {
  db: Database;
  config: Config;
  log: AuthLog;
  onWorkspaceCreated: OnWorkspaceCreated;
  /** Told when an API key ends. */
  onRevoked: () => void;
}

export function createAuth({ db, config, log, onWorkspaceCreated, onRevoked }: Deps): Auth {
  const workspaces = createWorkspaceService({ workspaces: createWorkspaceRepository(db), onWorkspaceCreated, log });
  const signIn = createSignIn({
    database: authDatabase(db),
    secret: config.sessionSecret.reveal(),
    publicUrl: config.publicUrl,
    allowedOrigins: config.allowedOrigins,
    onSignedIn: (userId) => workspaces.provision(userId),
    log,
  });
  const apiKeys = createApiKeyService({ keys: createApiKeyRepository(db), signIn, onRevoked });
  return { signIn, apiKeys, viewers: createViewerService({ signIn, apiKeys, workspaces }) };
}
