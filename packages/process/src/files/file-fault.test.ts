import { expect, test } from 'vitest';
import { fileFault } from './file-fault.ts';
import { writeOutput } from './write-output.ts';

const error = (code: string) => Object.assign(new Error(`${code}: said by the system`), { code });

test.each([
  ['remove', 'ENOSPC', { code: 'file/remove', message: 'a could not be removed: ENOSPC: said by the system' }],
  [
    'read',
    'EMSGSIZE',
    {
      code: 'file/too-long',
      message: 'a has more than is read here: EMSGSIZE: said by the system',
      hint: 'is it the right file?',
    },
  ],
  [
    'write',
    'ESTALE',
    {
      code: 'file/changed',
      message: 'a was replaced while it was in use',
      hint: 'use a folder that nobody else writes to',
    },
  ],
] as const)(
  'what the system says when it cannot %s a file (%s) becomes a fault with the file',
  (doing, code, fault) => {
    const cause = error(code);
    expect(fileFault(doing, 'a', cause)).toMatchObject({ ...fault, at: { file: 'a' }, cause });
  },
);

test('a descriptor that the command was not given is a fault with how a shell gives one', async () => {
  const thrown: unknown = await writeOutput('/dev/fd/9999', 'text').catch((reason: unknown) => reason);
  expect(fileFault('write', '/dev/fd/9999', thrown)).toMatchObject({
    code: 'file/descriptor',
    message: '/dev/fd/9999 is not a descriptor that this command was given for writing',
    at: { file: '/dev/fd/9999' },
    hint: 'open it in the shell, as in "7>FILE", or name a file',
  });
});
