import { expect, test } from 'vitest';
import { caughtFault } from './caught-fault.ts';
import { Fault } from './fault.ts';

test('gives what the work returns, or its fault', () => {
  const fault = new Fault('a/b', 'broken');
  const throwing = (error: Error) => (): number => {
    throw error;
  };
  expect(caughtFault(() => 1)).toBe(1);
  expect(caughtFault(throwing(fault))).toBe(fault);
  expect(() => caughtFault(throwing(new TypeError('a bug')))).toThrow(TypeError);
});
