'use client';
import { Panel } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../../ui/button';
import { Spinner } from '../../../ui/spinner';
import { useEditor } from '../../store/editor-context';
import { focusOnCanvas } from '../focus/focus-on-canvas';

const count = new Intl.NumberFormat('en');

/** Says that the graph is being laid out, for how long, and lets it be stopped. */
export function TidyProgress() {
  const { tidying } = useEditor();
  const { nodes, failure } = useStore(tidying.store);
  const pressed = (act: () => void) => () => {
    act();
    // The button that had the focus is gone.
    focusOnCanvas();
  };
  if (failure !== null) {
    return (
      <Panel position="bottom-center" className={box}>
        <span role="alert">The graph could not be tidied: {failure} Nothing was changed.</span>
        <Button onClick={pressed(() => void tidying.start())}>Try again</Button>
        <Button onClick={pressed(tidying.dismiss)}>Dismiss</Button>
      </Panel>
    );
  }
  return nodes > 0 ? <Working nodes={nodes} onCancel={pressed(tidying.cancel)} /> : null;
}

const box =
  'm-3! flex items-center gap-3 rounded-control border border-line-2 bg-surface py-1.5 pr-1.5 pl-3 shadow-float';

function Working({ nodes, onCancel }: { nodes: number; onCancel: () => void }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Panel position="bottom-center" className={box} data-testid="tidy-progress">
      <Spinner />
      <span role="status">
        Tidying {count.format(nodes)} {nodes === 1 ? 'node' : 'nodes'}
      </span>
      {seconds > 0 && (
        <span className="machine text-ink-3" aria-hidden="true">
          {seconds} s
        </span>
      )}
      <Button onClick={onCancel}>Cancel</Button>
    </Panel>
  );
}
