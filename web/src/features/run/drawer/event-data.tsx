import { valueOfEvent } from '@muster/schema';
import { RunEventDataDocument } from '@muster/schema/operations';
import { useQuery } from 'urql';
import { JsonView } from '../../../content/json-view';
import type { RawRunEvent } from '../state/read-event';
import { LoadedValue } from '../values/loaded-value';

/** What an event carries. Events come without the values of the run and its nodes, which are loaded here. */
export function EventData({ runId, event }: { runId: string; event: RawRunEvent }) {
  const seq = event.seq ?? 0;
  const isWhole = valueOfEvent(event.type) === null;
  const [{ data, error }, load] = useQuery({
    query: RunEventDataDocument,
    variables: { id: runId, afterSeq: seq - 1 },
    requestPolicy: 'cache-first',
    pause: isWhole,
  });
  const whole = isWhole ? event.data : data?.run?.events[0]?.data;
  return (
    <LoadedValue loaded={whole !== undefined} error={error} onRetry={load}>
      <JsonView value={whole} label={`Data of event ${seq}`} />
    </LoadedValue>
  );
}
