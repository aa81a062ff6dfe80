import { expect, it } from 'vitest';
import { addNode } from '../core/graph/operations';
import { testCatalogue, testDocument } from '../core/graph/testing';
import type { Layout } from '../core/layout/layout';
import type { LayoutEngine } from '../core/layout/layout-engine';
import { inProcessLayout } from '../core/layout/testing';
import { createDocumentStore } from './document-store';
import { createTidying } from './tidying';
import { createViewStore } from './view-store';

const drawn = testDocument(['a', 'b', 'c'], ['a>b', 'a>c']);

function setUp(layout: LayoutEngine) {
  const documents = createDocumentStore(drawn);
  const views = createViewStore();
  return { documents, views, tidying: createTidying({ documents, views, catalogue: testCatalogue, layout }) };
}

/** An engine that answers when it is told to. */
function heldLayout() {
  const waiting: ((layout: Layout) => void)[] = [];
  const engine: LayoutEngine = {
    layout: (_, __, signal) =>
      new Promise((resolve, reject) => {
        waiting.push(resolve);
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
  };
  const answer = (layout: Layout) => waiting.shift()?.(layout);
  return { engine, answer, waiting };
}

it('is one step of undo, and brings everything into view', async () => {
  const { documents, views, tidying } = setUp(inProcessLayout());
  let wasApplying = false;
  documents.subscribe(() => {
    wasApplying = tidying.store.getState().applying;
  });
  await tidying.start();
  expect([wasApplying, tidying.store.getState().applying]).toEqual([true, false]);
  const { document, history } = documents.getState();
  expect(document.view.nodes).not.toEqual(drawn.view.nodes);
  expect(history.past.map(({ label }) => label)).toEqual(['Tidy']);
  expect(views.getState().fit).toBe(1);
  documents.undo();
  expect(documents.getState().document.view.nodes).toEqual(drawn.view.nodes);
});

it('says how many nodes it works on, and begins only once', async () => {
  const { engine, answer, waiting } = heldLayout();
  const { documents, tidying } = setUp(engine);
  const done = tidying.start();
  await tidying.start();
  expect(waiting).toHaveLength(1);
  expect(tidying.store.getState().nodes).toBe(3);
  answer({ places: new Map([['a', { x: 400, y: 0 }]]), routes: new Map() });
  await done;
  expect(tidying.store.getState().nodes).toBe(0);
  expect(documents.getState().document.view.nodes.a).toEqual({ x: 400, y: 0 });
});

it('loses nothing that is changed while it works', async () => {
  const { engine, answer } = heldLayout();
  const { documents, tidying } = setUp(engine);
  const done = tidying.start();
  const transform = testCatalogue.findNewest('data.transform');
  if (!transform) throw new Error('no transform');
  documents.change('Add', (document) => addNode(document, transform, { x: 2000, y: 2000 }).document);
  const added = documents.getState().document.nodes.at(-1)?.id ?? '';
  answer({ places: new Map([['b', { x: 800, y: 80 }]]), routes: new Map([['a.b', [240]]]) });
  await done;
  const { document } = documents.getState();
  expect(document.view.nodes[added]).toEqual({ x: 2000, y: 2000 });
  expect(document.view.nodes.b).toEqual({ x: 800, y: 80 });
  expect(document.view.routes).toEqual({ 'a.b': [240] });
});

it('leaves the document as it is when cancelled, and can begin again', async () => {
  const { engine, waiting } = heldLayout();
  const { documents, tidying } = setUp(engine);
  const done = tidying.start();
  tidying.cancel();
  await done;
  expect(documents.getState().document).toBe(drawn);
  expect(tidying.store.getState()).toEqual({ nodes: 0, applying: false, failure: null });
  void tidying.start();
  expect(waiting).toHaveLength(2);
});

it('says why the layout did not work', async () => {
  const { documents, tidying } = setUp({ layout: () => Promise.reject(new Error('No memory.')) });
  await tidying.start();
  expect(tidying.store.getState()).toEqual({ nodes: 0, applying: false, failure: 'No memory.' });
  expect(documents.getState().document).toBe(drawn);
  tidying.dismiss();
  expect(tidying.store.getState().failure).toBeNull();
});
