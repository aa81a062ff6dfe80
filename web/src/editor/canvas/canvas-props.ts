import type { GraphDocument, NodeTypeManifest } from '@muster/schema';
import type { ReactNode } from 'react';
import type { Catalogue } from '../core/graph/catalogue';
import type { DiagnosticIndex } from '../core/knowledge/diagnostics';
import type { CanvasEditing } from './interaction/use-connecting';
import type { RunState } from './model/run-state';
import type { CanvasFocus } from './view/canvas-view';

export interface GraphCanvasProps {
  graph: GraphDocument;
  /** The answer of the `nodeTypes` query, or a catalogue made from it. */
  nodeTypes: readonly NodeTypeManifest[] | Catalogue;
  /** Shows a run on the graph. */
  runState?: RunState | null;
  /** How nodes left the last run, in words; shown quietly while no run is. */
  last?: ReadonlyMap<string, string>;
  diagnostics?: DiagnosticIndex;
  /** True unless `editing` is given. */
  readOnly?: boolean;
  editing?: CanvasEditing;
  /** Ids selected: nodes, edges, notes; a member inside a squad as `insideId(node, member)`. */
  selection?: ReadonlySet<string>;
  onSelectionChange?: (selection: ReadonlySet<string>) => void;
  /** The note whose text is being written. */
  writing?: string | null;
  /** Squad nodes shown with their members inside. The canvas keeps its own unless this is given. */
  expanded?: ReadonlySet<string>;
  onExpandedChange?: (expanded: ReadonlySet<string>) => void;
  /** What to open on, and whether to follow it. The start of the graph when absent. */
  focus?: CanvasFocus | undefined;
  /** What the canvas is, for screen readers. */
  label?: string;
  /** Stands over the canvas, such as a menu. */
  children?: ReactNode;
}
