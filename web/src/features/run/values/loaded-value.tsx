import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { describeError } from '../../../api';
import { ErrorState, Skeleton } from '../../../ui';

interface LoadedValueProps {
  /** What the query has answered so far; undefined before the first answer. */
  loaded: boolean;
  error: CombinedError | undefined;
  onRetry: () => void;
  children: ReactNode;
}

/** Shows a value once it is loaded, and until then that it is coming, or why it can't be shown. */
export function LoadedValue({ loaded, error, onRetry, children }: LoadedValueProps) {
  if (loaded) return children;
  if (error) {
    return (
      <ErrorState title={describeError(error).title} onRetry={onRetry}>
        {describeError(error).detail}
      </ErrorState>
    );
  }
  return (
    <div role="status" className="p-4">
      <span className="sr-only">Loading</span>
      <Skeleton className="h-16" />
    </div>
  );
}
