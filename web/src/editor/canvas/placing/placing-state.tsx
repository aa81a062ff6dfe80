import { ErrorState } from '../../../ui/error-state';
import { Skeleton } from '../../../ui/skeleton';

/** Stands in for a canvas while the layout finds places for nodes that have none. */
export function PlacingState({ failure }: { failure: string | null }) {
  if (failure !== null) return <ErrorState title="The graph could not be laid out">{failure}</ErrorState>;
  return (
    <div role="status" className="grid size-full place-items-center p-6">
      <span className="sr-only">Laying out the graph</span>
      <div className="flex w-full max-w-180 items-center gap-10">
        <Skeleton className="h-24 flex-1" />
        <Skeleton className="h-24 flex-1" />
        <Skeleton className="h-24 flex-1" />
      </div>
    </div>
  );
}
