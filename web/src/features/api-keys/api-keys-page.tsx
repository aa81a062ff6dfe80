'use client';
import { ApiKeysDocument, type ApiKeysQuery } from '@muster/schema/operations';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { describeError } from '../../api';
import { formatAgo, formatMoment } from '../../format';
import { Badge, Button, EmptyState, ErrorState, Skeleton } from '../../ui';
import { useNow } from '../runs/use-now';
import { SettingsFrame } from '../settings/settings-frame';
import { CreateApiKeyDialog } from './create-api-key-dialog';
import { RevokeApiKeyDialog } from './revoke-api-key-dialog';

export type ApiKeyRow = ApiKeysQuery['apiKeys'][number];

/** Keys for programs: make, list, revoke. */
export function ApiKeysPage() {
  const [{ data, error, fetching }, reload] = useQuery({ query: ApiKeysDocument, requestPolicy: 'cache-and-network' });
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyRow | null>(null);
  const now = useNow(30_000);
  const refresh = () => reload({ requestPolicy: 'network-only' });
  const create = (
    <Button look="primary" icon={<Plus className="size-4" />} onClick={() => setCreating(true)}>
      New key
    </Button>
  );
  return (
    <SettingsFrame
      here="API keys"
      lead="For programs that use the GraphQL API as you, in your workspace."
      action={create}
    >
      <div className="overflow-hidden rounded-container border border-line bg-surface">
        {!data && fetching && (
          <div role="status" className="flex flex-col gap-4 p-4">
            <span className="sr-only">Loading keys</span>
            <Skeleton className="h-4 w-60" />
            <Skeleton className="h-4 w-48" />
          </div>
        )}
        {!data && error && (
          <ErrorState title={describeError(error).title} onRetry={refresh} retrying={fetching}>
            {describeError(error).detail}
          </ErrorState>
        )}
        {data?.apiKeys.length === 0 && (
          <EmptyState title="No keys yet" action={create}>
            A key lets a script start runs and follow them, without your password.
          </EmptyState>
        )}
        {data && data.apiKeys.length > 0 && (
          <ul className="divide-y divide-line">
            {data.apiKeys.map((key) => (
              <li key={key.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
                <KeyRound className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
                <div className="min-w-0 flex-1">
                  <p className="truncate font-medium">{key.name}</p>
                  <p className="machine truncate text-ink-3">
                    {key.start}… · made{' '}
                    <time dateTime={key.createdAt} title={formatMoment(key.createdAt)}>
                      {formatAgo(key.createdAt, now)}
                    </time>
                    {key.lastUsedAt ? ` · used ${formatAgo(key.lastUsedAt, now)}` : ' · never used'}
                  </p>
                  <p className="mt-1.5 flex flex-wrap gap-1">
                    {key.scopes.map((scope) => (
                      <Badge key={scope}>{scope}</Badge>
                    ))}
                  </p>
                </div>
                <Button size="small" aria-label={`Revoke ${key.name}`} onClick={() => setRevoking(key)}>
                  Revoke
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {creating && <CreateApiKeyDialog onClose={() => setCreating(false)} onCreated={refresh} />}
      {revoking && <RevokeApiKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} onRevoked={refresh} />}
    </SettingsFrame>
  );
}
