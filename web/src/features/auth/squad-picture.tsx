import { Patch, StateMark } from '../../ui';

interface MemberProps {
  name: string;
  job: string;
  line: string;
  doing: string;
  state: 'running' | 'idle' | 'succeeded';
  className: string;
}

function Member({ name, job, line, doing, state, className }: MemberProps) {
  const bar = { running: 'bg-running', idle: 'bg-line-2', succeeded: 'bg-succeeded' }[state];
  const text = { running: 'text-running', idle: 'text-ink-3', succeeded: 'text-succeeded' }[state];
  return (
    <div
      className={`absolute w-52 overflow-hidden rounded-node border border-line-2 bg-surface shadow-float ${className}`}
    >
      <span className={`absolute inset-y-0 left-0 w-[3px] ${bar}`} />
      <div className="flex items-center gap-2.5 px-3.5 py-2.5">
        <Patch role={job} />
        <div>
          <p className="font-semibold">{name}</p>
          <p className="machine text-ink-3">{line}</p>
        </div>
      </div>
      <p className={`machine flex items-center gap-1.5 border-t border-line px-3.5 py-1.5 ${text}`}>
        <StateMark state={state} />
        {doing}
      </p>
    </div>
  );
}

/** A squad at work, as a still picture. */
export function SquadPicture() {
  return (
    <div className="relative h-100 w-145">
      <svg viewBox="0 0 580 400" className="absolute inset-0 size-full" fill="none" aria-hidden="true">
        <path d="M208 96h70q14 0 14-14v-0q0-14 14-14h52" className="stroke-running" strokeWidth="2" />
        <path d="M104 134v152q0 14 14 14h216" className="stroke-ink-3" strokeWidth="1.5" strokeDasharray="5 4" />
        <path d="M460 118v136M465 118v136" className="stroke-ink-3" strokeWidth="1.25" />
        <g className="machine fill-ink-3">
          <text x="240" y="60" className="fill-running">
            delegate
          </text>
          <text x="190" y="292">
            ask
          </text>
          <text x="476" y="192">
            review
          </text>
        </g>
      </svg>
      <Member
        name="Ada"
        job="tech-lead"
        line="tech lead"
        doing="delegating"
        state="running"
        className="top-14 left-0"
      />
      <Member
        name="Grace"
        job="backend-developer"
        line="backend developer"
        doing="writing a failing test"
        state="running"
        className="top-6 left-90"
      />
      <Member
        name="Edsger"
        job="qa-tester"
        line="QA tester"
        doing="waiting for work"
        state="idle"
        className="top-65 left-84"
      />
    </div>
  );
}
