import { describe, expect, it } from 'vitest';
import { readStored, readStoredFailure, runPins } from './stored';

describe('a stored document', () => {
  it('is read by its schema, or refused with what cannot be read, where and why', () => {
    expect(readStored(runPins, { wfl_1: 'ver_1' }, 'The pins')).toEqual({ wfl_1: 'ver_1' });
    const reading = () => readStored(runPins, { wfl_1: 7 }, 'The pins of run run_1');
    expect(reading).toThrow(expect.objectContaining({ code: 'DATA_UNREADABLE' }));
    expect(reading).toThrow('The pins of run run_1 cannot be read: wfl_1 must be text.');
    expect(() => readStored(runPins, 'all', 'The pins')).toThrow('The pins cannot be read: it must be an object.');
  });

  it('that says how something failed never hides that it did', () => {
    expect(readStoredFailure(null, 'The error')).toBeNull();
    const failure = { code: 'NODE_FAILED', message: 'No.', nodeId: 'a' };
    expect(readStoredFailure(failure, 'The error')).toEqual(failure);
    expect(readStoredFailure({ message: 'No.' }, 'The error of run run_1')).toEqual({
      code: 'DATA_UNREADABLE',
      message: 'The error of run run_1 cannot be read: code is missing.',
    });
  });
});
