import { beforeEach, describe, expect, it } from 'vitest';
import type { EditorDocument } from '../core/graph/document';
import { noteSize } from '../core/graph/notes';
import { renameNode } from '../core/graph/operations';
import { testCatalogue, testDocument, testNode } from '../core/graph/testing';
import { inProcessLayout } from '../core/layout/testing';
import type { EditorApi } from './editor-api';
import { prepareSession } from './editor-session';
import { DraftServer, ManualClock, SlowCompiler, settled, TabStorage } from './testing';

let server: DraftServer;
let compiler: SlowCompiler;
let storage: TabStorage;
let clock: ManualClock;

beforeEach(() => {
  server = new DraftServer(testDocument([testNode('start', 'trigger.manual'), 'a', 'b'], ['start>a']));
  compiler = new SlowCompiler();
  storage = new TabStorage();
  clock = new ManualClock();
});

/** Opens the workflow as a new page does: from what the server has and what the tab kept. */
async function open() {
  const api = { save: server.save, compile: compiler.compile } as EditorApi;
  const prepared = await prepareSession({
    api,
    workflow: {
      id: 'wfl_1',
      name: 'Test',
      kind: 'pipeline',
      draft: server.draft,
      revision: server.revision,
      live: null,
    },
    nodeTypes: testCatalogue.newest,
    storage,
    clock,
    layout: inProcessLayout(),
  });
  const opened = prepared();
  if (!opened.ok) throw new Error(opened.message);
  return opened.session;
}
const names = (session: Awaited<ReturnType<typeof open>>) =>
  session.documents.getState().document.nodes.map((node) => node.name);

describe('opening', () => {
  it('brings unsaved work back after a reload, and saves it', async () => {
    const before = await open();
    before.commands.rename('a', 'unsaved');
    before.stop();
    const after = await open();
    expect(names(after)).toContain('unsaved');
    expect(after.notices).toEqual(['Your unsaved changes are back.']);
    expect(after.documents.getState().history.past).toEqual([]);
    await clock.pass(800);
    expect(after.autosave.store.getState()).toMatchObject({ state: 'saved', revision: 2 });
    expect((await open()).notices).toEqual([]);
  });

  it('is a conflict when somebody saved between the work and the reload', async () => {
    const before = await open();
    before.commands.rename('a', 'mine');
    before.stop();
    server.store(renameNode(server.draft as EditorDocument, 'b', 'theirs'));
    const after = await open();
    const { conflict } = after.autosave.store.getState();
    expect(conflict?.merge.clashes).toEqual([]);
    expect(conflict?.merge.combined.nodes.map((node) => node.name)).toEqual(['start', 'mine', 'theirs']);
    expect(names(after)).toContain('mine');
  });

  it('gives places to graphs that have none, without calling that a change', async () => {
    server.draft = { ...(server.draft as EditorDocument), view: undefined };
    const session = await open();
    expect(Object.keys(session.documents.getState().document.view.nodes)).toHaveLength(3);
    await clock.pass(5_000);
    expect(server.saves).toBe(0);
  });

  it('refuses graphs it cannot read, and leaves them alone', async () => {
    const prepared = await prepareSession({
      api: { save: server.save, compile: compiler.compile } as EditorApi,
      workflow: { id: 'w', name: 'n', kind: 'pipeline', draft: { schemaVersion: 7 }, revision: 1, live: null },
      nodeTypes: [],
      storage,
      clock,
      layout: inProcessLayout(),
    });
    expect(prepared()).toMatchObject({ ok: false });
  });
});

describe('checking while drawing', () => {
  it('asks a moment after a change, not after a move, and drops answers about an older graph', async () => {
    const session = await open();
    const code = () => session.problems.store.getState().diagnostics.all[0]?.code;
    expect(compiler.asked).toHaveLength(1);
    session.commands.move(new Map([['a', { x: 900, y: 0 }]]));
    await clock.pass(1_000);
    expect(compiler.asked).toHaveLength(1);
    session.commands.rename('a', 'A');
    await clock.pass(250);
    expect(compiler.asked).toHaveLength(2);
    await compiler.asked[1]?.answer('NEW');
    await compiler.asked[0]?.answer('OLD');
    expect(code()).toBe('NEW');
    expect(session.problems.store.getState().state).toBe('fresh');
  });

  it('asks again when the server did not answer', async () => {
    const session = await open();
    await compiler.asked[0]?.fail();
    expect(session.problems.store.getState().state).toBe('unknown');
    await clock.pass(5_000);
    await compiler.asked[1]?.answer('E');
    expect(session.problems.store.getState().diagnostics.errors).toBe(1);
  });

  it('says why checking is paused and when the graph was last checked, and blames no graph for it', async () => {
    const session = await open();
    const now = () => session.problems.store.getState();
    expect(now()).toMatchObject({ state: 'checking', checkedAt: null });
    await clock.pass(7_000);
    await compiler.asked[0]?.answer('E');
    expect(now()).toMatchObject({ state: 'fresh', checkedAt: 7_000, paused: null });
    session.commands.rename('a', 'A');
    await clock.pass(250);
    await compiler.asked[1]?.signOut();
    expect(now()).toMatchObject({ state: 'unknown', checkedAt: 7_000, paused: 'signed-out' });
    expect(now().diagnostics.all.map((found) => found.code)).toEqual(['E']);
    session.problems.retryNow();
    await compiler.asked[2]?.fail();
    expect(now()).toMatchObject({ state: 'unknown', paused: 'offline' });
  });
});

describe('commands', () => {
  it('adds after the selected node on its first free way out, and undoes that in one step', async () => {
    const session = await open();
    const before = session.documents.getState().document;
    const branch = testCatalogue.findNewest('flow.branch');
    if (!branch) throw new Error('no branch');
    session.views.select(['a']);
    const added = session.commands.addFromPalette(branch);
    const { document, history } = session.documents.getState();
    expect(document.edges.at(-1)).toMatchObject({
      source: { node: 'a', port: 'out' },
      target: { node: added, port: 'in' },
    });
    expect(history.past.map((entry) => entry.label)).toEqual(['Add Branch']);
    expect([...session.views.getState().selection]).toEqual([added]);
    session.documents.undo();
    expect(session.documents.getState().document).toEqual(before);
  });

  it('adds in the middle when nothing or a node with no free way out is selected', async () => {
    const session = await open();
    const branch = testCatalogue.findNewest('flow.branch');
    if (!branch) throw new Error('no branch');
    session.setCentre(() => ({ x: 1000, y: 1000 }));
    const added = session.commands.addFromPalette(branch);
    expect(session.documents.getState().document.view.nodes[added]).toEqual({ x: 896, y: 952 });
    session.views.select(['start']);
    session.commands.addFromPalette(branch);
    expect(session.documents.getState().document.edges).toHaveLength(1);
  });

  it('nudges as one step until the key is let go, and says why an edge may not be drawn', async () => {
    const session = await open();
    session.views.select(['a', 'b']);
    for (let times = 0; times < 3; times++) session.commands.nudge({ x: 4, y: 0 });
    expect(session.documents.getState().history.past.map((entry) => entry.label)).toEqual(['Move 2 nodes']);
    expect(session.commands.connect({ node: 'a', port: 'out' }, { node: 'start', port: 'in' })).toMatchObject({
      ok: false,
    });
    expect(session.views.getState().announcement).toContain('runs start there');
  });

  it('deletes, cuts loose and brings back, selection and all', async () => {
    const session = await open();
    session.views.select(['a', 'start.a']);
    session.commands.removeSelection();
    expect(names(session)).toEqual(['start', 'b']);
    session.documents.undo();
    expect(names(session)).toEqual(['start', 'a', 'b']);
    expect(session.documents.getState().document.edges).toHaveLength(1);
    await settled();
  });
});

describe('the selection', () => {
  it('drops what undo and redo take away, and keeps the rest', async () => {
    const session = await open();
    const selected = () => [...session.views.getState().selection];
    const manifest = testCatalogue.findNewest('data.transform');
    if (!manifest) throw new Error('no such type');
    const added = session.commands.addFromPalette(manifest);
    session.views.select(['a', added]);
    session.documents.undo();
    expect(selected()).toEqual(['a']);
    session.commands.removeSelection();
    session.documents.undo();
    session.views.select(['a', 'b']);
    session.documents.redo();
    expect(selected()).toEqual(['b']);
  });

  it('drops a note that is undone, which is not written any more', async () => {
    const session = await open();
    session.commands.addNote();
    expect(session.views.getState().writing).toBe([...session.views.getState().selection][0]);
    session.documents.undo();
    expect(session.views.getState()).toMatchObject({ selection: new Set(), writing: null });
  });

  it('is what Delete removes: edges that are not selected stay', async () => {
    const session = await open();
    session.views.select(['b']);
    session.commands.removeSelection();
    expect(names(session)).toEqual(['start', 'a']);
    expect(session.documents.getState().document.edges).toHaveLength(1);
  });
});

describe('a new note', () => {
  it('lands where nothing stands, even when the middle of the view is full', async () => {
    const session = await open();
    session.setCentre(() => ({ x: 104, y: 52 }));
    session.commands.addNote();
    session.commands.addNote();
    const { nodes, notes } = session.documents.getState().document.view;
    const cards = Object.values(nodes).map((place) => ({ ...place, width: 208, height: 104 }));
    for (const note of notes) {
      const others = [
        ...cards,
        ...notes.filter((other) => other !== note).map((other) => ({ ...other, ...noteSize(other) })),
      ];
      const size = noteSize(note);
      const covered = others.filter(
        (box) =>
          note.x < box.x + box.width &&
          box.x < note.x + size.width &&
          note.y < box.y + box.height &&
          box.y < note.y + size.height,
      );
      expect(covered).toEqual([]);
    }
  });
});
