import { describe, expect, it } from 'vitest';
import { actorText, startedByText } from './started-by-text';

const trigger = (id: string, name: string) => ({ id, type: 'trigger.manual', typeVersion: 1, name, config: {} });
const ada = { kind: 'USER', label: 'Ada' } as const;

describe('who started a run', () => {
  it('is a name, with its kind where it is no person', () => {
    expect(actorText(ada)).toBe('Ada');
    expect(actorText({ kind: 'API_KEY', label: 'Deploy' })).toBe('API key Deploy');
    expect(actorText({ kind: 'SYSTEM', label: 'Muster' })).toBe('Muster');
  });

  it('names the trigger when there are several', () => {
    const one = { nodes: [trigger('a', 'Report')] };
    const two = { nodes: [trigger('a', 'Report'), trigger('b', '')] };
    expect(startedByText({ startedBy: ada, triggerNodeId: 'a', graph: one })).toBe('Started by Ada');
    expect(startedByText({ startedBy: ada, triggerNodeId: 'a', graph: two })).toBe('Started by Ada from “Report”');
    expect(startedByText({ startedBy: ada, triggerNodeId: 'b', graph: two })).toBe('Started by Ada from “b”');
    expect(startedByText({ startedBy: ada, triggerNodeId: null, graph: two })).toBe('Started by Ada');
  });
});
