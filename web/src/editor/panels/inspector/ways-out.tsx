'use client';
import type { GraphNode } from '@muster/schema';
import { ArrowRight, X } from 'lucide-react';
import { useRef } from 'react';
import { cn } from '../../../ui/cn';
import { IconButton } from '../../../ui/icon-button';
import { portWords } from '../../canvas/model/words';
import { portsOf } from '../../core/graph/catalogue';
import { legalTargets } from '../../core/graph/connect';
import { nameOf, nodesById } from '../../core/graph/document';
import { useDocument, useEditor } from '../../store/editor-context';
import { focusSoon } from '../focus/focus-on-canvas';
import { TargetPicker } from './target-picker';

/** The outputs of a node and what each is connected to. Draws edges without a pointer. */
export function WaysOut({ node }: { node: GraphNode }) {
  const { catalogue, commands } = useEditor();
  const document = useDocument((state) => state.document);
  const ports = portsOf(node, catalogue).out;
  const list = useRef<HTMLUListElement>(null);
  if (ports.length === 0) return null;
  const nodes = nodesById(document);
  // Connecting and disconnecting take away the control that was used, and the focus with it.
  const focusOutput = (portId: string) =>
    focusSoon(() => {
      const output = list.current?.querySelector(`[data-testid="way-${portId}"]`);
      const picker = output?.querySelector<HTMLElement>('[role="combobox"]:enabled');
      (picker ?? output?.querySelector('button'))?.focus();
    });
  return (
    <section
      data-connect
      aria-label={document.kind === 'squad' ? 'May turn to' : 'Outputs'}
      className="flex flex-col gap-1.5"
    >
      <h2 className="font-medium">{document.kind === 'squad' ? 'May turn to' : 'Outputs'}</h2>
      <ul ref={list} className="flex flex-col gap-1.5">
        {ports.map((port) => {
          const source = { node: node.id, port: port.id };
          const edges = document.edges.filter((edge) => edge.source.node === node.id && edge.source.port === port.id);
          const options = () =>
            [...legalTargets(document, catalogue, source)].map((id) => ({
              id,
              name: nameOf(document, id),
              detail: nodes.get(id)?.type ?? '',
            }));
          const lead = (nodeId: string) => {
            const target = nodes.get(nodeId);
            const portId = target && portsOf(target, catalogue).in[0]?.id;
            if (portId !== undefined) commands.connect(source, { node: nodeId, port: portId });
            focusOutput(port.id);
          };
          return (
            <li key={port.id} data-testid={`way-${port.id}`} className="flex flex-col gap-1">
              {edges.map((edge, index) => (
                <div key={edge.id} className="flex items-center gap-1.5">
                  <PortName label={port.label} />
                  <span className="min-w-0 flex-1 truncate">{nameOf(document, edge.target.node)}</span>
                  <IconButton
                    label={`Disconnect ${portWords(port.label)} from ${nameOf(document, edge.target.node)}`}
                    className="size-7! pointer-coarse:size-9!"
                    onClick={() => {
                      commands.retarget(edge.id, source, null);
                      focusOutput(port.id);
                    }}
                  >
                    <X className="size-3.5" />
                  </IconButton>
                  {index === edges.length - 1 && (
                    <TargetPicker
                      label={`Connect ${portWords(port.label)} to another node`}
                      disabled={nodes.size < 2}
                      options={options}
                      onChoose={lead}
                    />
                  )}
                </div>
              ))}
              {edges.length === 0 && (
                <div className="flex items-center gap-1.5">
                  <PortName label={port.label} loose />
                  <TargetPicker
                    label={`Connect ${portWords(port.label)}`}
                    placeholder="not connected"
                    disabled={nodes.size < 2}
                    options={options}
                    onChoose={lead}
                  />
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function PortName({ label, loose = false }: { label: string; loose?: boolean }) {
  return (
    <span className={cn('machine flex w-25 shrink-0 items-center gap-1.5', loose ? 'text-ink-3' : 'text-ink-2')}>
      <span aria-hidden="true" className="size-2 shrink-0 rounded-[2px] border border-current" />
      <span className="truncate">{portWords(label)}</span>
      <ArrowRight className="ml-auto size-3" aria-hidden="true" />
    </span>
  );
}
