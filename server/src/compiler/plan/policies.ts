import { factsOf } from '@muster/nodes';
import type { NodePolicy, RetryPolicy } from '@muster/schema';
import type { ValidNode } from '../graph';
import type { PlanPolicy } from '../plan';

const once: RetryPolicy = { maxAttempts: 1, backoff: 'exponential', initialSeconds: 1, maxSeconds: 60 };
/** Models are often busy for a moment, so whatever asks one is tried again. */
const withModels: RetryPolicy = { maxAttempts: 3, backoff: 'exponential', initialSeconds: 2, maxSeconds: 60 };

function retryOf(node: ValidNode): RetryPolicy {
  const asksModels = node.definition.effects !== 'pure' && factsOf(node.operation).retriesByDefault;
  const base = asksModels ? withModels : once;
  const drawn: NonNullable<NodePolicy['retry']> = node.policy.retry ?? {};
  return {
    maxAttempts: drawn.maxAttempts ?? base.maxAttempts,
    backoff: drawn.backoff ?? base.backoff,
    initialSeconds: drawn.initialSeconds ?? base.initialSeconds,
    maxSeconds: drawn.maxSeconds ?? base.maxSeconds,
  };
}

/** A node's policy with every default filled in. */
export function policyOf(node: ValidNode): PlanPolicy {
  const { join, timeoutSeconds, onError, mock, disabled } = node.policy;
  return {
    join: join ?? 'all',
    retry: retryOf(node),
    timeoutSeconds: timeoutSeconds ?? null,
    onError: onError ?? 'fail',
    mock: mock ?? null,
    disabled: disabled ?? false,
  };
}
