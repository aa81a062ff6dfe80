import type { Json, JsonObject, NodePolicy, NodeTypeManifest } from '@muster/schema';
import { boxesOf } from '../canvas/items/graph-boxes';
import { type Catalogue, portsOf } from '../core/graph/catalogue';
import { copyItems, cornerOf, duplicateItems, type Fragment, pasteFragment } from '../core/graph/clipboard';
import {
  canConnect,
  connect,
  type Endpoint,
  type Legality,
  removeEdges,
  retarget,
  splitEdge,
} from '../core/graph/connect';
import { type EditorDocument, nameOf, nodesById, type Point, positionOf, type Size } from '../core/graph/document';
import { freePlace } from '../core/graph/free-place';
import * as notes from '../core/graph/notes';
import * as operations from '../core/graph/operations';
import { nodeWidth } from '../core/graph/snap';
import type { DocumentStore } from './document-store';
import type { Tidying } from './tidying';
import type { ViewStore } from './view-store';

export type Commands = ReturnType<typeof createCommands>;

interface CommandParts {
  documents: DocumentStore;
  views: ViewStore;
  catalogue: Catalogue;
  tidying: Tidying;
  /** The middle of what is in sight, on the canvas. */
  centre: () => Point;
}

/** Everything a person can do to the document, each with the words undo shows for it. */
export function createCommands({ documents, views, catalogue, tidying, centre }: CommandParts) {
  const now = (): EditorDocument => documents.getState().document;
  const selection = (): ReadonlySet<string> => views.getState().selection;
  const selectedNodes = (): string[] => [...selection()].filter((id) => nodesById(now()).has(id));
  const named = (ids: readonly string[]): string =>
    ids.length === 1 ? nameOf(now(), ids[0] ?? '') : `${ids.length} nodes`;

  /** Adds a node and, when it came from an edge that was let go, draws that edge. */
  function add(
    manifest: NodeTypeManifest,
    at: Point,
    from: { end: Endpoint; side: 'source' | 'target' } | null = null,
  ): string {
    let added = '';
    documents.change(`Add ${manifest.title}`, (document) => {
      const made = operations.addNode(document, manifest, at);
      added = made.nodeId;
      return from ? joined(made.document, made.nodeId, from) : made.document;
    });
    views.select([added]);
    views.reveal([added]);
    views.announce(`Added ${nameOf(now(), added)}`);
    return added;
  }

  function joined(
    document: EditorDocument,
    nodeId: string,
    { end, side }: { end: Endpoint; side: 'source' | 'target' },
  ): EditorDocument {
    const node = nodesById(document).get(nodeId);
    if (!node) return document;
    const ports = portsOf(node, catalogue);
    const port = side === 'source' ? ports.in[0] : ports.out[0];
    if (!port) return document;
    const own = { node: nodeId, port: port.id };
    return side === 'source' ? connect(document, catalogue, end, own) : connect(document, catalogue, own, end);
  }

  return {
    add,
    /** From the palette: after the one selected node, on its first way out that leads nowhere; else in the middle. */
    addFromPalette(manifest: NodeTypeManifest): string {
      const [only, ...others] = selectedNodes();
      const node = only === undefined || others.length > 0 ? undefined : nodesById(now()).get(only);
      const place = node && positionOf(now().view, node.id);
      const middle = centre();
      if (!node || !place) return add(manifest, { x: middle.x - nodeWidth / 2, y: middle.y - 48 });
      const free = portsOf(node, catalogue).out.find(
        (port) => !now().edges.some((edge) => edge.source.node === node.id && edge.source.port === port.id),
      );
      const beside = { x: place.x + nodeWidth + 72, y: place.y };
      const takesIn = manifest.ports.in.length > 0;
      return add(manifest, beside, free && takesIn ? { end: { node: node.id, port: free.id }, side: 'source' } : null);
    },
    /** From the palette onto an edge: the node goes between its two ends. */
    addOnEdge(manifest: NodeTypeManifest, at: Point, edgeId: string): void {
      let added = '';
      documents.change(`Add ${manifest.title} between`, (document) => {
        const made = operations.addNode(document, manifest, at);
        added = made.nodeId;
        return splitEdge(made.document, catalogue, edgeId, added);
      });
      views.select([added]);
      views.reveal([added]);
    },
    /** Adds a note where nothing stands, as near to the middle of what is in sight as there is room, and opens it. */
    addNote(): void {
      let id = '';
      documents.change('Add a note', (document) => {
        const made = notes.addNote(
          document,
          freePlace(boxesOf(document, catalogue), notes.noteSize({ text: '' }), centre()),
        );
        id = made.noteId;
        return made.document;
      });
      views.select([id]);
      views.reveal([id]);
      views.writeNote(id);
    },
    setNoteText: (noteId: string, text: string) =>
      documents.change('Write a note', (document) => notes.setNoteText(document, noteId, text), `note/${noteId}`),
    resizeNote: (noteId: string, box: Point & Size) =>
      documents.change('Resize a note', (document) => notes.resizeNote(document, noteId, box)),
    connect(source: Endpoint, target: Endpoint): Legality {
      const legality = canConnect(now(), catalogue, source, target);
      if (legality.ok) {
        documents.change(`Connect ${nameOf(now(), source.node)} to ${nameOf(now(), target.node)}`, (document) =>
          connect(document, catalogue, source, target),
        );
        views.announce(`Connected ${nameOf(now(), source.node)} to ${nameOf(now(), target.node)}`);
      } else views.announce(legality.reason);
      return legality;
    },
    retarget: (edgeId: string | null, source: Endpoint, target: Endpoint | null) =>
      documents.change(
        target ? `Connect ${nameOf(now(), source.node)} to ${nameOf(now(), target.node)}` : 'Disconnect',
        (document) => retarget(document, catalogue, edgeId, source, target),
      ),
    reconnect: (edgeId: string, source: Endpoint, target: Endpoint) =>
      documents.change('Move an edge', (document) => {
        const without = removeEdges(document, new Set([edgeId]));
        const next = connect(without, catalogue, source, target);
        return next === without ? document : next;
      }),
    move: (places: ReadonlyMap<string, Point>) =>
      documents.change(`Move ${named([...places.keys()])}`, (document) => operations.moveItems(document, places)),
    nudge: (by: Point) => {
      const ids = selection();
      documents.change(
        `Move ${named(selectedNodes())}`,
        (document) => operations.nudge(document, ids, by),
        `nudge/${[...ids].join()}`,
      );
    },
    removeSelection(): void {
      const ids = selection();
      if (ids.size === 0) return;
      const nodes = selectedNodes();
      documents.change(nodes.length > 0 ? `Delete ${named(nodes)}` : 'Delete', (document) =>
        operations.removeItems(document, { nodes: ids, edges: ids, notes: ids }),
      );
      views.select([]);
      views.announce('Deleted. Undo brings it back.');
    },
    duplicateSelection(): void {
      let ids: string[] = [];
      documents.change(`Duplicate ${named(selectedNodes())}`, (document) => {
        const made = duplicateItems(document, selection());
        ids = made.ids;
        return made.document;
      });
      if (ids.length > 0) views.select(ids);
    },
    copySelection: (): Fragment | null => copyItems(now(), selection()),
    paste(fragment: Fragment, at: Point | null = null): void {
      let ids: string[] = [];
      const corner = cornerOf(fragment);
      documents.change('Paste', (document) => {
        const made = pasteFragment(document, fragment, at ?? { x: corner.x + 40, y: corner.y + 40 });
        ids = made.ids;
        return made.document;
      });
      views.select(ids);
      views.reveal(ids);
    },
    selectAll: () => views.select([...now().nodes.map((node) => node.id), ...now().view.notes.map((note) => note.id)]),
    tidy: () => void tidying.start(),
    rename: (nodeId: string, name: string) =>
      documents.change('Rename', (document) => operations.renameNode(document, nodeId, name), `name/${nodeId}`),
    setConfig: (nodeId: string, path: readonly string[], value: Json | undefined, label = 'Change') =>
      documents.change(
        `${label} of ${nameOf(now(), nodeId)}`,
        (document) => operations.setConfig(document, catalogue, nodeId, path, value),
        `config/${nodeId}/${path.join('/')}`,
      ),
    replaceConfig: (nodeId: string, config: JsonObject) =>
      documents.change(`Change ${nameOf(now(), nodeId)}`, (document) =>
        operations.replaceConfig(document, catalogue, nodeId, config),
      ),
    setPolicy: (nodeId: string, patch: { [Key in keyof NodePolicy]?: NodePolicy[Key] | undefined }) =>
      documents.change(
        `Change how ${nameOf(now(), nodeId)} runs`,
        (document) => operations.setPolicy(document, catalogue, nodeId, patch),
        `policy/${nodeId}/${Object.keys(patch).join()}`,
      ),
    /** Puts another document in place of this one, such as an older version. Can be undone. */
    replaceAll: (label: string, document: EditorDocument) => documents.change(label, () => document),
  };
}
