import { expect, test } from 'vitest';
import { answer } from './answer.ts';

test.each([
  [
    'too-long',
    {
      code: 'request/too-long',
      message: 'the line is too long',
      hint: 'write one request a line, each of 64 MiB at most',
    },
  ],
  ['not-utf8', { code: 'request/utf8', message: 'the line is not UTF-8 text', hint: 'write it in UTF-8' }],
] as const)('a line that was not read (%s) is answered with its number', (why, fault) => {
  const line = { kind: 'unread', number: 7, why } as const;
  const { outcome, text } = answer(line, { profile: 'reference' } as Parameters<typeof answer>[1], () => '');
  expect(outcome).toBe('fault');
  expect(JSON.parse(text)).toMatchObject({ fault: { ...fault, at: { document: 'request', line: 7 } } });
});
