'use client';
import { type GraphDocument, type GraphNode, isTriggerType } from '@muster/schema';
import type { ReactNode } from 'react';
import { Elapsed } from '../../../clock/elapsed';
import { formatClock, formatCount, formatDuration, formatUsd, plural } from '../../../format';
import { Button, EmptyState, Select, StateBadge, toState } from '../../../ui';
import { FailureReport } from '../failure/failure-report';
import type { Execution, RunLog } from '../log/run-log';
import { roleTitle } from '../log/speakers';
import { type StillAt, spanOf, tickingSince } from '../state/canvas-state';
import { executionsOf, type Selection, shownExecution } from '../view/selection';
import { NodeValues } from './node-values';

interface InspectorProps {
  runId: string;
  log: RunLog;
  still: StillAt;
  /** The graph the selected node stands in. */
  graph: GraphDocument | undefined;
  selection: Selection | null;
  onSelect: (selection: Selection) => void;
  /** Shows what the agent of an execution said; absent when nobody spoke. */
  onOpenConversation: (executionKey: string) => void;
  /** Where what is selected can be changed. */
  editorPath: string;
  onRunAgain: () => void;
}

const portWords = (port: string): string => port.replace(/^[a-z]+:/, '');

/** One node run: what went in, what came out, how long, how much, what went wrong. */
export function Inspector(props: InspectorProps) {
  const { runId, log, still, graph, selection, onSelect, onOpenConversation, editorPath, onRunAgain } = props;
  const node = selection && graph?.nodes.find((one) => one.id === selection.nodeId);
  if (!selection || !node || !graph) {
    return (
      <EmptyState title="Nothing selected">Choose a node on the graph to see what went in and came out.</EmptyState>
    );
  }
  const executions = executionsOf(log, selection, graph.kind === 'squad');
  const execution = shownExecution(executions, selection);
  return (
    <div className="scroll-quiet flex h-full flex-col gap-4 overflow-auto p-4">
      <Head node={node} execution={execution} />
      {executions.length > 1 && execution && (
        <Select
          aria-label="Which time"
          value={execution.key}
          onValueChange={(key) => onSelect({ ...selection, executionKey: key })}
          options={executions.map((one, index) => ({
            value: one.key,
            label: `Call ${index + 1} of ${executions.length}`,
          }))}
        />
      )}
      {execution ? (
        <Details
          node={node}
          runId={runId}
          execution={execution}
          still={still}
          failure={
            execution.error && (
              <FailureReport
                error={execution.error}
                where={titleOf(node)}
                editorPath={editorPath}
                onRunAgain={onRunAgain}
              />
            )
          }
          onOpenConversation={
            log.conversationOf.has(execution.key) ? () => onOpenConversation(execution.key) : undefined
          }
        />
      ) : (
        <p className="text-ink-2">
          {log.finishedAt === null ? 'The run has not come here yet.' : 'The run ended before it came here.'}
        </p>
      )}
    </div>
  );
}

const titleOf = ({ id, name, config }: GraphNode): string =>
  (typeof config.name === 'string' && config.name) || name || id;

function Head({ node, execution }: { node: GraphNode; execution: Execution | null }) {
  const { role } = node.config;
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3 max-md:pr-9">
        <h2 className="min-w-0 text-lead font-semibold break-words">{titleOf(node)}</h2>
        <span className="machine shrink-0 text-ink-3">{node.type}</span>
      </div>
      {typeof role === 'string' && role !== '' && <p className="text-ink-2">{roleTitle(role)}</p>}
      <StateBadge
        className="mt-1.5"
        state={toState(execution?.status)}
        {...(execution?.note && execution.status !== 'FAILED' ? { word: execution.note } : {})}
      />
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words text-ink">{children}</dd>
    </>
  );
}

interface DetailsProps {
  node: GraphNode;
  runId: string;
  execution: Execution;
  still: StillAt;
  /** Why it failed, when it did. */
  failure: ReactNode;
  onOpenConversation: (() => void) | undefined;
}

function Details({ runId, node, execution, still, failure, onOpenConversation }: DetailsProps) {
  const { usage, ports, retries, status } = execution;
  const span = spanOf(execution, still);
  const since = tickingSince(execution, still);
  if (status === 'SKIPPED') {
    return (
      <p className="text-ink-2">
        {isTriggerType(node.type)
          ? 'Another trigger started this run.'
          : 'No way led here in this run, so it was left out, with everything behind it.'}
      </p>
    );
  }
  return (
    <>
      {failure}
      <dl className="machine grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {execution.startedAt && <Fact label="started">{formatClock(execution.startedAt)}</Fact>}
        {since !== null && (
          <Fact label="takes">
            <Elapsed since={since} until={null} />
          </Fact>
        )}
        {since === null && span !== null && <Fact label="took">{formatDuration(span)}</Fact>}
        {ports.length > 0 && <Fact label="went on by">{ports.map(portWords).join(', ')}</Fact>}
        {execution.attempt > 1 && <Fact label="attempt">{execution.attempt}</Fact>}
        {execution.turn > 0 && <Fact label="turns">{execution.turn}</Fact>}
        {execution.model && <Fact label="model">{execution.model}</Fact>}
        {usage.modelCalls > 0 && (
          <Fact label="used">
            {plural(usage.modelCalls, 'call')} · {formatCount(usage.inputTokens + usage.outputTokens)} tokens ·{' '}
            {formatUsd(usage.costUsd)}
          </Fact>
        )}
      </dl>
      {retries.length > 0 && (
        <Part title="Failed attempts">
          <ol className="flex flex-col gap-2">
            {retries.map((retry) => (
              <li key={`${retry.attempt}-${retry.at}`} className="rounded-control border border-line px-3 py-2">
                <p className="machine text-ink-3">
                  attempt {retry.attempt} · {formatClock(retry.at)} ·{' '}
                  <span className="text-failed">{retry.error.code}</span>
                </p>
                <p className="break-words">{retry.error.message}</p>
              </li>
            ))}
          </ol>
        </Part>
      )}
      {onOpenConversation && (
        <Button size="small" className="self-start" onClick={onOpenConversation}>
          Read what was said
        </Button>
      )}
      <NodeValues key={execution.key} runId={runId} execution={execution} />
    </>
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
