import { Handle, Position } from '@xyflow/react';
import { memo } from 'react';
import type { CardData } from '../model/flow-types';
import { type CardKind, portSize, portY } from '../model/geometry';
import { portWords } from '../model/words';
import { useIsFar } from './canvas-context';

interface PortsProps {
  nodeId: string;
  kind: CardKind;
  ports: CardData['ports'];
  connected: string;
  editable: boolean;
  /** Way out the run took. */
  taken: string | null;
}

/** The small squares at a card's sides, named where there is more than one way out. None from far away. */
export const Ports = memo(function Ports({ nodeId, kind, ports, connected, editable, taken }: PortsProps) {
  // Edges end where the node says its ports are, so they need none on the page.
  if (useIsFar()) return null;
  const joined = new Set(connected.split(' '));
  return (
    <>
      {ports.in.map((port, index) => (
        <Handle
          key={port.id}
          id={port.id}
          type="target"
          position={Position.Left}
          isConnectable={editable}
          className="muster-port"
          data-testid={`port-${nodeId}-${port.id}`}
          data-connected={joined.has(`in:${port.id}`)}
          title={port.doc ?? port.label}
          style={{ top: portY(kind, index), width: portSize, height: portSize }}
        />
      ))}
      {ports.out.map((port, index) => (
        <Handle
          key={port.id}
          id={port.id}
          type="source"
          position={Position.Right}
          isConnectable={editable}
          className="muster-port"
          data-testid={`port-${nodeId}-${port.id}`}
          data-connected={joined.has(`out:${port.id}`)}
          title={port.doc ?? port.label}
          style={{ top: portY(kind, index), width: portSize, height: portSize }}
        />
      ))}
      {ports.out.length > 1 &&
        ports.out.map((port, index) => (
          <span
            key={port.id}
            aria-hidden="true"
            className={`muster-port-label machine ${taken === port.id ? 'text-ink' : 'text-ink-3'}`}
            style={{ top: portY(kind, index) }}
          >
            {portWords(port.label)}
          </span>
        ))}
    </>
  );
});
