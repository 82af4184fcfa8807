import { expect, test } from 'vitest';
import { parseSelinuxConfig } from './selinux-config.ts';

test.each<readonly [what: string, text: string, policy: string | undefined]>([
  ['blanks of Unicode around words are left out', '\u0085SELINUXTYPE\u00a0=\u2003targeted\u0085\n', 'targeted'],
  ['a byte order mark is not a blank', '\ufeffSELINUXTYPE=targeted\n', undefined],
  ['a byte order mark belongs to the name', 'SELINUXTYPE=\ufefftargeted\n', '\ufefftargeted'],
  ['a key has letters of ASCII', '\u017fELINUXTYPE=targeted\n', undefined],
])('%s', (_, text, policy) => {
  expect(parseSelinuxConfig(text, { document: 'SELinux configuration', file: 'etc/selinux/config' }).policy).toBe(
    policy,
  );
});
