'use client';
import type { CompileReport } from '@muster/schema';
import { formatDuration } from '../../../format';
import { cn } from '../../../ui/cn';
import { costWords } from '../../canvas/model/words';

const number = (value: number): string => value.toLocaleString('en');

/** What a graph costs and touches at worst, like a type-checker's last lines. */
export function ReportFigures({ report }: { report: CompileReport }) {
  const { steps, olderVersions = [] } = report;
  const near = steps.worstCase > steps.limit * 0.8;
  const cost = report.worstCaseCostUsd;
  const rows: [string, string, boolean?][] = [
    [
      'Steps',
      `${number(steps.expected)} expected, ${number(steps.worstCase)} at worst${steps.worstNodeId ? ` in ${steps.worstNodeId}` : ''}, of ${number(steps.limit)}`,
      near,
    ],
    ['At the same time', `${number(report.widestLevel)} at most`],
    ['Longest path', `${number(report.longestPath)} ${report.longestPath === 1 ? 'node' : 'nodes'}`],
    ['Model calls', `${number(report.worstCaseModelCalls)} at worst`],
    ['Tokens', `${number(report.worstCaseTokens)} at worst`],
    ['Cost', cost === null ? 'unknown: a model has no known price' : `${costWords(cost)} at worst`, cost === null],
    ...(report.longestWaitSeconds > 0
      ? [['Waits', `${formatDuration(report.longestWaitSeconds * 1000)} at most`] as [string, string]]
      : []),
    ...(report.touches.length > 0
      ? [['Touches', [...new Set(report.touches.map((touch) => touch.system))].join(', ')] as [string, string]]
      : []),
    ...(olderVersions.length > 0
      ? [
          [
            'Newer versions',
            `of ${olderVersions.length} ${olderVersions.length === 1 ? 'node' : 'nodes'}: ${olderVersions.map((node) => `${node.nodeId} (${node.version} → ${node.newest})`).join(', ')}`,
          ] as [string, string],
        ]
      : []),
  ];
  return (
    <dl data-testid="report" className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1">
      {rows.map(([label, words, warn]) => (
        <div key={label} className="contents">
          <dt className="text-ink-2">{label}</dt>
          <dd className={cn('machine self-center', warn ? 'text-waiting' : 'text-ink')}>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
