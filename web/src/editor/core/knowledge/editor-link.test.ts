import { describe, expect, it } from 'vitest';
import { editorLink, fieldAt, readEditorTarget } from './editor-link';

const read = (link: string) => readEditorTarget(new URL(link, 'http://x').searchParams);

describe('links into the editor', () => {
  it('come back as they were written, whatever the ids and paths contain', () => {
    for (const target of [
      { nodeId: 'shape', field: 'output.who & what', runId: 'run_1' },
      { nodeId: 'a?b=c#d', field: null, runId: null },
      { nodeId: '__proto__', field: 'classes.0.id', runId: null },
    ]) {
      const link = editorLink('wfl/1', {
        nodeId: target.nodeId,
        ...(target.field ? { field: target.field } : {}),
        ...(target.runId ? { runId: target.runId } : {}),
      });
      expect(link.startsWith('/workflows/wfl%2F1?')).toBe(true);
      expect(read(link)).toEqual(target);
    }
  });

  it('without a node open the workflow as it is', () => {
    expect(editorLink('wfl_1')).toBe('/workflows/wfl_1');
    expect(read('/workflows/wfl_1?node=')).toBeNull();
    expect(read('/workflows/wfl_1?field=output')).toBeNull();
  });

  it('find the form field that shows a path', () => {
    const keys = ['output', 'budget', 'budget.usd', 'out'];
    expect(
      ['output.who', 'budget.usd', 'budget.tokens', 'output', 'outp', ''].map((path) => fieldAt(keys, path)),
    ).toEqual(['output', 'budget.usd', 'budget', 'output', null, null]);
  });
});
