'use client';
import type { GraphDocument, Usage } from '@muster/schema';
import { Fragment } from 'react';
import { formatCount, formatUsd } from '../../../format';
import { EmptyState } from '../../../ui';
import { costRows, totalUsage } from '../log/cost';
import type { RunLog } from '../log/run-log';

interface CostProps {
  log: RunLog;
  graph: GraphDocument;
  nameOf: (nodeId: string) => string;
}

function Figures({ usage }: { usage: Usage }) {
  return (
    <>
      <td className="px-3 py-1.5 text-right">{formatCount(usage.modelCalls)}</td>
      <td className="px-3 py-1.5 text-right">{formatCount(usage.inputTokens)}</td>
      <td className="px-3 py-1.5 text-right">{formatCount(usage.outputTokens)}</td>
      <td className="px-3 py-1.5 text-right">{formatUsd(usage.costUsd)}</td>
    </>
  );
}

/** Calls, tokens and dollars by node, members of squads under theirs. */
export function Cost({ log, graph, nameOf }: CostProps) {
  const rows = costRows(log, graph);
  if (rows.length === 0) {
    return <EmptyState title="Nothing spent">No model has been called in this run so far.</EmptyState>;
  }
  return (
    <div
      className="scroll-quiet h-full overflow-auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region.
      tabIndex={0}
    >
      <table className="machine w-full max-w-240 border-collapse">
        <thead className="sticky top-0 bg-surface text-ink-3">
          <tr>
            <th scope="col" className="px-4 py-2 text-left font-normal">
              node
            </th>
            <th scope="col" className="px-3 py-2 text-left font-normal max-sm:hidden">
              model
            </th>
            {['calls', 'tokens in', 'tokens out', 'cost'].map((label) => (
              <th key={label} scope="col" className="px-3 py-2 text-right font-normal">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={row.nodeId}>
              <tr className="border-t border-line text-ink">
                <th scope="row" className="px-4 py-1.5 text-left font-sans text-base font-medium">
                  {nameOf(row.nodeId)}
                </th>
                <td className="px-3 py-1.5 text-ink-2 max-sm:hidden">{row.models.join(', ')}</td>
                <Figures usage={row.usage} />
              </tr>
              {row.members.map((member) => (
                <tr key={member.nodeId} className="text-ink-2">
                  <th scope="row" className="py-1 pr-4 pl-9 text-left font-sans text-base font-normal">
                    {nameOf(member.nodeId)}
                  </th>
                  <td className="px-3 py-1 text-ink-3 max-sm:hidden">{member.models.join(', ')}</td>
                  <Figures usage={member.usage} />
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-line-2 text-ink">
            <th scope="row" className="px-4 py-2 text-left font-sans text-base font-semibold">
              The run
            </th>
            <td className="max-sm:hidden" />
            <Figures usage={totalUsage(log, rows)} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
