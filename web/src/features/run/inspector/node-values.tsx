import { NodeRunValuesDocument } from '@muster/schema/operations';
import { type ReactNode, useEffect } from 'react';
import { useQuery } from 'urql';
import { ValueView } from '../../../content/value-view';
import type { Execution } from '../log/run-log';
import { LoadedValue } from '../values/loaded-value';

/** What went into an execution and came out of it, loaded when it is opened and again when it has moved on. */
export function NodeValues({ runId, execution }: { runId: string; execution: Execution }) {
  const { nodeId, iteration, status, attempt } = execution;
  const [{ data, error }, load] = useQuery({
    query: NodeRunValuesDocument,
    variables: { id: runId, nodeId, iteration },
    requestPolicy: 'network-only',
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the execution is the reason to load again
  useEffect(() => {
    if (data) load({ requestPolicy: 'network-only' });
  }, [status, attempt]);
  const values = data?.run?.nodeRun;
  const input = values?.input ?? null;
  return (
    <LoadedValue loaded={data !== undefined} error={error} onRetry={load}>
      {input !== null && (
        <Part title="Input">
          <ValueView key={execution.key} framed value={input} label="Input" className="max-h-100" />
        </Part>
      )}
      {values?.status === 'SUCCEEDED' && status === 'SUCCEEDED' && (
        <Part title="Output">
          <ValueView key={execution.key} framed value={values.output} label="Output" className="max-h-140" />
        </Part>
      )}
    </LoadedValue>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium">{title}</h3>
      {children}
    </section>
  );
}
