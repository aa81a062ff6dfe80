'use client';
import type { GraphDocument } from '@muster/schema';
import { type ReactNode, useMemo } from 'react';
import { formatCount, formatUsd, plural } from '../../../format';
import { type TabItem, Tabs } from '../../../ui';
import { costRows, totalUsage } from '../log/cost';
import type { RunLog } from '../log/run-log';
import type { StillAt } from '../state/canvas-state';
import type { RawRunEvent } from '../state/read-event';
import type { LogHistory } from '../state/run-store';
import { Cost } from './cost';
import { Events } from './events';
import { Messages } from './messages';
import { Output } from './output';
import { Timeline } from './timeline';

interface DrawerProps {
  runId: string;
  log: RunLog;
  raw: readonly RawRunEvent[];
  history: LogHistory;
  onWantHistory: () => void;
  live: boolean;
  still: StillAt;
  graph: GraphDocument;
  /** The pipeline's graph and those of its squads. */
  graphs: readonly GraphDocument[];
  nameOf: (nodeId: string) => string;
  tab: string;
  onTab: (tab: string) => void;
  conversation: string | null;
  onConversation: (id: string | null) => void;
  selectedExecution: string | null;
  onSelectExecution: (key: string) => void;
  onSeek: (seq: number | null) => void;
  /** Why the run failed, and what to do; for the output when it did. */
  failure: ReactNode;
  /** At the right of the tabs instead of the figures; a phone has no room for both. */
  aside?: ReactNode;
}

/** Everything about a run that is not the graph: words, times, result, events, cost. */
export function Drawer(props: DrawerProps) {
  const { runId, log, raw, history, onWantHistory, live, still, graph, graphs, nameOf, tab, onTab, onSeek } = props;
  const usage = useMemo(() => totalUsage(log, costRows(log, graph)), [log, graph]);
  const items: TabItem[] = [
    {
      value: 'messages',
      label: 'Messages',
      content: (
        <Messages
          log={log}
          history={history}
          onWantHistory={onWantHistory}
          graphs={graphs}
          chosen={props.conversation}
          onChoose={props.onConversation}
        />
      ),
    },
    {
      value: 'timeline',
      label: 'Timeline',
      content: (
        <Timeline
          log={log}
          still={still}
          nameOf={nameOf}
          selected={props.selectedExecution}
          onSelect={props.onSelectExecution}
        />
      ),
    },
    {
      value: 'output',
      label: 'Output',
      content: <Output runId={runId} log={log} failure={props.failure} />,
    },
    {
      value: 'events',
      label: 'Events',
      content: (
        <Events
          runId={runId}
          events={raw}
          seq={log.seq}
          live={live}
          onSeek={onSeek}
          history={history}
          onWantHistory={onWantHistory}
        />
      ),
    },
    { value: 'cost', label: 'Cost', content: <Cost log={log} graph={graph} nameOf={nameOf} /> },
  ];
  return (
    <Tabs
      label="About this run"
      items={items}
      value={tab}
      onValueChange={onTab}
      aside={
        props.aside ??
        (usage.modelCalls > 0 && (
          <span className="machine text-ink-3 @max-2xl:hidden">
            {plural(usage.modelCalls, 'call')} · {formatCount(usage.inputTokens + usage.outputTokens)} tokens ·{' '}
            {formatUsd(usage.costUsd)}
          </span>
        ))
      }
    />
  );
}
