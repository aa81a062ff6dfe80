import { describe, expect, it } from 'vitest';
import type { EditorDocument } from '../core/graph/document';
import { addNote } from '../core/graph/notes';
import { moveItems, renameNode } from '../core/graph/operations';
import { testDocument } from '../core/graph/testing';
import { Autosave } from './autosave';
import { BackupStore } from './backup';
import { createDocumentStore } from './document-store';
import { DraftServer, ManualClock, settled, TabStorage } from './testing';

function open(storage = new TabStorage()) {
  const document = testDocument(['a', 'b'], ['a>b']);
  const server = new DraftServer(document);
  const documents = createDocumentStore(document);
  const clock = new ManualClock();
  const backup = new BackupStore('wfl_1', storage);
  const autosave = new Autosave({
    workflowId: 'wfl_1',
    api: server,
    documents,
    backup,
    clock,
    base: { revision: 1, document },
  });
  const rename = (id: string, name: string) => documents.change('Rename', (now) => renameNode(now, id, name));
  const names = () => documents.getState().document.nodes.map((node) => node.name);
  const stored = () => (server.draft as EditorDocument).nodes.map((node) => node.name);
  return { server, documents, clock, backup, autosave, rename, names, stored, state: () => autosave.store.getState() };
}

describe('autosave', () => {
  it('saves a moment after the last change, once', async () => {
    const { rename, clock, server, state, stored } = open();
    rename('a', 'A');
    expect(state().state).toBe('unsaved');
    await clock.pass(500);
    rename('a', 'AA');
    await clock.pass(500);
    expect(server.saves).toBe(0);
    await clock.pass(300);
    expect(state()).toMatchObject({ state: 'saved', revision: 2 });
    expect([server.saves, stored()]).toEqual([1, ['AA', 'b']]);
  });

  it('keeps one save in flight, and then saves what came meanwhile', async () => {
    const { rename, clock, server, state, stored } = open();
    const release = server.hold();
    rename('a', 'first');
    await clock.pass(800);
    expect(state().state).toBe('saving');
    rename('a', 'second');
    await clock.pass(5_000);
    expect(server.saves).toBe(1);
    await release();
    expect(state()).toMatchObject({ state: 'unsaved', revision: 2 });
    await clock.pass(800);
    expect([state().state, state().revision, stored()]).toEqual(['saved', 3, ['second', 'b']]);
  });

  it('needs no save when a change is taken back', async () => {
    const { rename, documents, clock, server, state, backup } = open();
    rename('a', 'A');
    documents.undo();
    expect(state().state).toBe('saved');
    expect(backup.read()).toBeNull();
    await clock.pass(10_000);
    expect(server.saves).toBe(0);
  });

  it('tries again by itself while offline, keeps the work in the backup, and loses nothing', async () => {
    const { rename, clock, server, state, backup, stored } = open();
    server.offline = true;
    rename('a', 'A');
    await clock.pass(800);
    expect(state().state).toBe('offline');
    expect(backup.read()?.document.nodes[0]?.name).toBe('A');
    await clock.pass(2_000);
    expect([server.saves, state().state]).toEqual([2, 'offline']);
    server.offline = false;
    await clock.pass(5_000);
    expect([state().state, stored()]).toEqual(['saved', ['A', 'b']]);
    expect(backup.read()).toBeNull();
  });

  it('A8: keeps work while signed out, and saves it by itself after signing in again', async () => {
    const { rename, clock, server, state, backup, stored, autosave } = open();
    server.signedOut = true;
    rename('a', 'A');
    await clock.pass(800);
    expect(state().state).toBe('signed-out');
    rename('b', 'B');
    expect([state().state, backup.read()?.document.nodes.map((node) => node.name)]).toEqual(['signed-out', ['A', 'B']]);
    expect(autosave.wouldLoseWork).toBe(true);
    server.signedOut = false;
    await clock.pass(2_000);
    expect([state().state, stored(), backup.read()]).toEqual(['saved', ['A', 'B'], null]);
  });

  it('A8: the page may be left to sign in, since the backup has the work', async () => {
    const { rename, server, autosave, backup, clock } = open();
    server.signedOut = true;
    rename('a', 'A');
    await clock.pass(800);
    autosave.leaveToSignIn();
    expect([autosave.wouldLoseWork, backup.read()?.document.nodes[0]?.name]).toEqual([false, 'A']);
  });

  it('sees through an answer that got lost: the draft is its own', async () => {
    const { rename, clock, server, state } = open();
    server.loseAnswers = true;
    rename('a', 'A');
    await clock.pass(800);
    server.loseAnswers = false;
    await clock.pass(2_000);
    expect(state()).toMatchObject({ state: 'saved', revision: 2, conflict: null });
  });

  it('says why a draft is refused, and tries again after the next change', async () => {
    const { rename, clock, server, state } = open();
    server.refusal = 'Over 5 MB.';
    rename('a', 'A');
    await clock.pass(800);
    expect(state()).toMatchObject({ state: 'refused', message: 'Over 5 MB.' });
    server.refusal = null;
    rename('a', 'B');
    await clock.pass(800);
    expect(state()).toMatchObject({ state: 'saved', message: '' });
  });

  it('flush saves at once and says whether everything is saved', async () => {
    const { rename, autosave, server } = open();
    rename('a', 'A');
    expect(await autosave.flush()).toBe(true);
    rename('a', 'B');
    server.offline = true;
    expect(await autosave.flush()).toBe(false);
  });
});

describe('two editors of one draft (D1)', () => {
  async function conflict() {
    const opened = open();
    opened.server.store(renameNode(opened.server.draft as EditorDocument, 'b', 'theirs'));
    opened.rename('a', 'mine');
    await opened.clock.pass(800);
    return opened;
  }

  it('is a conflict, not a lost edit, and nothing is saved until somebody decides', async () => {
    const { state, clock, server, stored, names } = await conflict();
    expect(state()).toMatchObject({ state: 'conflict', conflict: { revision: 2 } });
    await clock.pass(60_000);
    expect([server.saves, stored(), names()]).toEqual([1, ['a', 'theirs'], ['mine', 'b']]);
  });

  it('keep mine saves over theirs with their revision, and redo still has theirs', async () => {
    const { autosave, stored, state, documents, names } = await conflict();
    autosave.resolve('mine');
    await settled();
    expect([stored(), state().state, state().revision]).toEqual([['mine', 'b'], 'saved', 3]);
    documents.redo();
    expect(names()).toEqual(['a', 'theirs']);
    documents.undo();
    expect(names()).toEqual(['mine', 'b']);
  });

  it('take theirs can be undone, and then mine is saved', async () => {
    const { autosave, documents, names, state, clock, stored } = await conflict();
    autosave.resolve('theirs');
    await settled();
    expect([names(), state().state, state().revision]).toEqual([['a', 'theirs'], 'saved', 2]);
    documents.undo();
    await clock.pass(800);
    expect([names(), stored()]).toEqual([
      ['mine', 'b'],
      ['mine', 'b'],
    ]);
  });

  it('combine keeps both, and undo takes back only mine', async () => {
    const { autosave, documents, names, stored } = await conflict();
    autosave.resolve('combine');
    await settled();
    expect([names(), stored()]).toEqual([
      ['mine', 'theirs'],
      ['mine', 'theirs'],
    ]);
    documents.undo();
    expect(names()).toEqual(['a', 'theirs']);
  });

  it('counts what is changed while the question stands', async () => {
    const { rename, state, autosave, stored } = await conflict();
    rename('b', 'mine too');
    expect(state().conflict?.merge.clashes.map((clash) => clash.id)).toEqual(['b']);
    autosave.resolve('mine');
    await settled();
    expect(stored()).toEqual(['mine', 'mine too']);
  });

  it('asks again when the draft changes once more', async () => {
    const { server, autosave, state } = await conflict();
    server.store(renameNode(server.draft as EditorDocument, 'b', 'again'));
    autosave.resolve('mine');
    await settled();
    expect(state()).toMatchObject({ state: 'conflict', conflict: { revision: 3 } });
  });
});

describe('the backup', () => {
  it('drops the base when storage is too small for both, and gives up quietly when it is too small for one', () => {
    const document = testDocument(['a']);
    const base = renameNode(document, 'a', 'x'.repeat(200));
    const tight = new BackupStore('w', new TabStorage(JSON.stringify({ revision: 1, document }).length));
    tight.write({ revision: 1, base, document });
    expect(tight.read()).toEqual({ revision: 1, base: null, document });
    const full = new BackupStore('w', new TabStorage(10));
    full.write({ revision: 1, base, document });
    expect(full.read()).toBeNull();
  });

  it('writes the base once, and at every change only what differs from it', () => {
    const storage = new TabStorage();
    const written: number[] = [];
    const counting = {
      ...storage,
      setItem: (key: string, value: string) => {
        written.push(value.length);
        storage.setItem(key, value);
      },
    };
    const backup = new BackupStore('w', counting);
    const base = testDocument(Array.from({ length: 500 }, (_, index) => `n${index}`));
    for (const name of ['A', 'AB', 'ABC']) backup.write({ revision: 1, base, document: renameNode(base, 'n7', name) });
    expect(written).toHaveLength(4);
    expect(Math.max(...written.slice(1))).toBeLessThan(1_000);
    expect(new BackupStore('w', storage).read()).toEqual({
      revision: 1,
      base,
      document: renameNode(base, 'n7', 'ABC'),
    });
  });

  it('still reads what an earlier version wrote', () => {
    const storage = new TabStorage();
    const document = testDocument(['a']);
    storage.setItem('muster.draft.w', JSON.stringify({ revision: 3, base: null, document }));
    expect(new BackupStore('w', storage).read()).toEqual({ revision: 3, base: null, document });
  });

  it('reads nothing from storage that was tampered with', () => {
    const storage = new TabStorage();
    for (const text of [
      '',
      '{',
      '{"revision":"1"}',
      '{"revision":1,"document":{"schemaVersion":9}}',
      '{"revision":1,"diff":[{"table":"nodes"}]}',
    ]) {
      storage.setItem('muster.draft.w', text);
      expect(new BackupStore('w', storage).read()).toBeNull();
    }
  });

  it('counts places and notes as work too', () => {
    const { documents, backup } = open();
    documents.change('Move', (now) => moveItems(now, new Map([['a', { x: 400, y: 0 }]])));
    expect(backup.read()?.document.view.nodes.a).toEqual({ x: 400, y: 0 });
    documents.change('Note', (now) => addNote(now, { x: 0, y: 0 }, 'hello').document);
    expect(backup.read()?.document.view.notes).toHaveLength(1);
  });
});
