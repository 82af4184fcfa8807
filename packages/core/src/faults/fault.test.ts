import { expect, test } from 'vitest';
import { Fault } from './fault.ts';
import { throwFaults } from './fault-list.ts';

const first = new Fault('a/one', 'one', { at: { document: 'request' }, hint: 'do', cause: 'why', quoted: ['said'] });
const second = new Fault('a/two', 'two');

test('no faults throw nothing', () => {
  expect(() => throwFaults([])).not.toThrow();
});

test('a single fault is thrown as it is', () => {
  expect(() => throwFaults([second])).toThrow(second);
});

test('of many, the first is thrown with all of its details and the others related', () => {
  const thrown = caught(() => throwFaults([first, second]));
  expect(thrown).toBeInstanceOf(Fault);
  expect(thrown).toMatchObject({
    code: 'a/one',
    message: 'one',
    at: { document: 'request' },
    hint: 'do',
    cause: 'why',
    quoted: ['said'],
    related: [second],
  });
  expect(thrown instanceof Fault && thrown.all()).toEqual([thrown, second]);
});

test('with another place the same fault keeps its other details', () => {
  const { code, message, at, hint, cause, quoted } = first.with({ at: { file: 'a' } });
  expect({ code, message, at, hint, cause, quoted }).toEqual({
    ...{ code: 'a/one', message: 'one', at: { file: 'a' }, hint: 'do', cause: 'why', quoted: ['said'] },
  });
});

test('what is not given is absent', () => {
  expect(Object.keys(second).toSorted()).toEqual(['code', 'name', 'quoted', 'related']);
});

function caught(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
