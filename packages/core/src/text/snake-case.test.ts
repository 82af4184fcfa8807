import { expect, test } from 'vitest';
import { withSnakeCaseKeys } from './snake-case.ts';

test('every key of objects and lists is in snake case, and values stay', () => {
  const date = new Date(0);
  expect(
    withSnakeCaseKeys({
      sshPort: 1,
      findings: [{ waitsFor: 'aB', list: ['cD'] }],
      kind: 'no-entry',
      at: date,
      none: null,
    }),
  ).toEqual({ ssh_port: 1, findings: [{ waits_for: 'aB', list: ['cD'] }], kind: 'no-entry', at: date, none: null });
});
