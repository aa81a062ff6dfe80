'use client';
import { useEffect, useState } from 'react';
import { useConnection } from '../../api';
import { StateBadge, Tooltip } from '../../ui';

/** Says that live news are not coming in, once that has lasted a moment. It goes away by itself. */
export function OfflineNotice() {
  const offline = useConnection((connection) => connection.state === 'offline');
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!offline) return setShown(false);
    const timer = setTimeout(() => setShown(true), 700);
    return () => clearTimeout(timer);
  }, [offline]);
  return (
    <span role="status" aria-live="polite" className="flex">
      {shown && (
        <Tooltip text="The live connection is lost. Runs go on, nothing is lost; what was missed comes in when it is back.">
          <button type="button" className="flex rounded-control">
            <StateBadge state="waiting" word="reconnecting" />
          </button>
        </Tooltip>
      )}
    </span>
  );
}
