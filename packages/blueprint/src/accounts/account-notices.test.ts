import { renderPath } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import type { Customizations } from '../format/customizations.ts';
import { accountNotices } from './account-notices.ts';

const sha512 = `$6$salt$${'a'.repeat(86)}`;
const [sha256, bcrypt] = [`$5$rounds=5000$salt$${'a'.repeat(43)}`, `$2b$12$${'a'.repeat(53)}`];
const ed25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHxbXLOYfkqbjcrdDpwSgDjMuuGg8nTyBDVDYfJOCGdL';

function user(changes: object): Customizations {
  return { user: [{ name: 'alice', ...changes }] };
}

describe('a notice says with which accounts nobody can log in', () => {
  test.each<readonly [string, Customizations, readonly string[]]>([
    ['a hash of yescrypt', user({ password: '$y$j9T$abc$def' }), ['blueprint/password user[0].password']],
    ['an empty password', user({ password: '' }), ['blueprint/password user[0].password']],
    ['a hash of MD5', user({ password: '$1$abc$def' }), ['blueprint/password user[0].password']],
    ['a hash that is cut off', user({ password: '$6$salt$short' }), ['blueprint/password user[0].password']],
    ...['!', '!!', '*', '!*', '*LK*', '!locked', 'x', `!${sha512}`, `!!${sha512}`, `*${sha512}`, '!$y$j9T$a$b'].map(
      (password): readonly [string, Customizations, readonly string[]] => [
        `${password}, which is not a lock`,
        user({ password }),
        ['blueprint/password user[0].password'],
      ],
    ),
    [
      'plain passwords that begin as a lock',
      {
        user: [
          { name: 'a', password: '!abc' },
          { name: 'b', password: '*1 x' },
        ],
      },
      [],
    ],
    [
      'whole hashes',
      { user: [sha512, sha256, bcrypt].map((password, index) => ({ name: `u${index}`, password })) },
      [],
    ],
    ['a plain password', user({ password: 'correct horse' }), []],
    ['a date for days', user({ expiredate: 20301231 }), ['blueprint/expiredate user[0].expiredate']],
    ['days', user({ expiredate: 22279 }), []],
    [
      'one uid for two users',
      {
        user: [
          { name: 'a', uid: 1000 },
          { name: 'b', uid: 1001 },
          { name: 'c', uid: 1000 },
        ],
      },
      ['blueprint/uid-twice user[2].uid'],
    ],
    ['a key of a user', user({ key: 'x' }), ['blueprint/ssh-key user[0].key']],
    ['a key by itself', { sshkey: [{ user: 'root', key: 'AAAAB3' }] }, ['blueprint/ssh-key sshkey[0].key']],
    ['a public key', user({ key: ed25519 }), []],
  ])('%s', (_, customizations, expected) => {
    const found = accountNotices(customizations, { document: 'blueprint' });
    expect(found.map(({ code, at }) => `${code} ${renderPath(at?.path ?? [])}`)).toEqual(expected);
  });
});

test('a uid of an account that exists under another name is noted', () => {
  const users = { user: [{ name: 'alice', uid: 1000 }] };
  const codes = (existing: string) =>
    accountNotices(users, {}, [{ name: existing, id: 1000 }, { name: 'bob' }]).map(({ code }) => code);
  expect(codes('core')).toEqual(['blueprint/uid-twice']);
  expect(codes('alice')).toEqual([]);
});
