import { expect, test } from 'vitest';
import { sshCommand } from './ssh-command.ts';

const access = { port: 2222, user: 'root', knownHosts: '/k/known hosts' };

test.each(['-oProxyCommand=x', '', 'a b', 'root;id'])(
  'rejects the user %j, which ssh or a shell could misread',
  (user) => {
    expect(() => sshCommand({ ...access, user })).toThrow(expect.objectContaining({ code: 'boot/ssh' }));
  },
);

test('passes the words of a list one by one, and a text to the shell of the guest', () => {
  expect(sshCommand(access, ['echo', 'a b']).at(-1)).toBe("'echo' 'a b'");
  expect(sshCommand(access, 'exit 7').slice(-2)).toEqual(['127.0.0.1', 'exit 7']);
  expect(sshCommand(access).at(-1)).toBe('127.0.0.1');
});
