import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateItems } from '../graph/clipboard';
import { connect } from '../graph/connect';
import type { EditorDocument } from '../graph/document';
import { addNote, setNoteText } from '../graph/notes';
import { addNode, moveItems, nudge, removeItems, renameNode, setConfig, setPolicy } from '../graph/operations';
import { testCatalogue, testDocument } from '../graph/testing';
import { diffDocuments } from './diff';
import { emptyHistory, recordChange, redo, type Step, seal, undo } from './history';

const types = testCatalogue.newest;
const pick = <Item>(items: readonly Item[], at: number): Item | undefined => items[at % Math.max(items.length, 1)];
const small = fc.nat(40);

/** A random change a person might make, as a function of the document at hand. */
const change: fc.Arbitrary<(document: EditorDocument) => EditorDocument> = fc.oneof(
  fc.tuple(small, small, small).map(([type, x, y]) => (document: EditorDocument) => {
    const manifest = pick(types, type);
    return manifest ? addNode(document, manifest, { x: x * 20, y: y * 20 }).document : document;
  }),
  fc.tuple(small, small).map(([from, to]) => (document: EditorDocument) => {
    const source = pick(document.nodes, from);
    const target = pick(document.nodes, to);
    const port = source?.type === 'flow.branch' ? 'false' : 'out';
    if (!source || !target) return document;
    return connect(document, testCatalogue, { node: source.id, port }, { node: target.id, port: 'in' });
  }),
  fc.tuple(small, small, small).map(([at, x, y]) => (document: EditorDocument) => {
    const node = pick(document.nodes, at);
    return node ? moveItems(document, new Map([[node.id, { x, y }]])) : document;
  }),
  fc.uniqueArray(small).map((indexes) => (document: EditorDocument) => {
    const ids = indexes.flatMap((at) => document.nodes[at]?.id ?? []);
    return removeItems(document, { nodes: new Set(ids) });
  }),
  fc.tuple(small, fc.string()).map(([at, text]) => (document: EditorDocument) => {
    const node = pick(document.nodes, at);
    return node ? renameNode(document, node.id, text) : document;
  }),
  fc
    .tuple(small, fc.constantFrom('a', '__proto__', 'constructor', 'b.c'), fc.jsonValue())
    .map(([at, key, value]) => (document: EditorDocument) => {
      const node = pick(document.nodes, at);
      return node ? setConfig(document, testCatalogue, node.id, [key], value as never) : document;
    }),
  fc.tuple(small, fc.constantFrom('port', 'fail', undefined)).map(([at, onError]) => (document: EditorDocument) => {
    const node = pick(document.nodes, at);
    return node ? setPolicy(document, testCatalogue, node.id, { onError }) : document;
  }),
  small.map((at) => (document: EditorDocument) => {
    const ids = document.nodes.slice(at % 5, (at % 5) + 3).map((node) => node.id);
    return duplicateItems(document, new Set([...ids, ...document.view.notes.map((note) => note.id)])).document;
  }),
  fc.string().map((text) => (document: EditorDocument) => {
    const note = document.view.notes[0];
    return note ? setNoteText(document, note.id, text) : addNote(document, { x: 7, y: 9 }, text).document;
  }),
  small.map((by) => (document: EditorDocument) => {
    return nudge(document, new Set(document.nodes.slice(0, 2).map((node) => node.id)), { x: by, y: -by });
  }),
);

const start = (): Step => ({
  document: testDocument(['a', 'b', '__proto__', 'constructor', '7', 'z'], ['a>b', 'b>z', '__proto__>7']),
  history: emptyHistory,
});

describe('undo and redo', () => {
  it('undo of everything gives back the document, redo of everything the result, byte for byte (G8)', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 15 }), (changes) => {
        const first = start();
        const last = changes.reduce<Step>((step, apply, at) => {
          return recordChange(step, apply(step.document), `change ${at}`);
        }, first);
        let back = last;
        while (back.history.past.length > 0) back = undo(back);
        expect(back.document).toEqual(first.document);
        expect(back.document.nodes.map((node) => node.id)).toEqual(first.document.nodes.map((node) => node.id));
        expect(back.document.edges.map((edge) => edge.id)).toEqual(first.document.edges.map((edge) => edge.id));
        let forth = back;
        while (forth.history.future.length > 0) forth = redo(forth);
        expect(forth.document).toEqual(last.document);
        expect(forth.document.nodes.map((node) => node.id)).toEqual(last.document.nodes.map((node) => node.id));
      }),
      { numRuns: 300 },
    );
  });

  it('enters nothing when nothing changed', () => {
    const step = start();
    expect(recordChange(step, { ...step.document, nodes: [...step.document.nodes] }, 'nothing').history).toBe(
      step.history,
    );
  });

  it('merges typing in one field into one step, until it is sealed', () => {
    let step = start();
    for (const name of ['S', 'Se', 'Sev']) {
      step = recordChange(step, renameNode(step.document, 'a', name), 'Rename', 'name/a');
    }
    expect(step.history.past).toHaveLength(1);
    step = { ...step, history: seal(step.history) };
    step = recordChange(step, renameNode(step.document, 'a', 'Severe'), 'Rename', 'name/a');
    expect(step.history.past).toHaveLength(2);
    expect(undo(undo(step)).document).toEqual(start().document);
  });

  it('drops a step of typing that came back to where it began', () => {
    let step = start();
    for (const name of ['x', 'a']) step = recordChange(step, renameNode(step.document, 'a', name), 'Rename', 'name/a');
    expect(step.history.past).toHaveLength(0);
  });

  it('leaves changes from elsewhere alone', () => {
    const mine = recordChange(start(), renameNode(start().document, 'a', 'mine'), 'Rename');
    const theirs = renameNode(mine.document, 'b', 'theirs');
    const back = undo({ ...mine, document: theirs });
    expect(diffDocuments(start().document, back.document).map((one) => one.id)).toEqual(['b']);
  });

  it('forgets the redo branch after a new change', () => {
    const changed = recordChange(start(), renameNode(start().document, 'a', 'x'), 'Rename');
    const back = undo(changed);
    const other = recordChange(back, renameNode(back.document, 'b', 'y'), 'Rename');
    expect(other.history.future).toEqual([]);
  });
});
