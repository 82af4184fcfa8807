import { expect, it } from 'vitest';
import { usersWithKeys } from './users-with-keys.ts';

it('puts the users of keys before the others, and takes slashes off the end of homes', () => {
  const customizations = {
    sshkey: [{ user: 'root', key: 'ssh-rsa A' }],
    user: [{ name: 'alice', home: '/var/home/alice//' }, { name: 'bob', home: '/' }, { name: 'carol' }],
  };
  expect(usersWithKeys(customizations)).toEqual([
    { name: 'root', key: 'ssh-rsa A' },
    { name: 'alice', home: '/var/home/alice' },
    { name: 'bob', home: '' },
    { name: 'carol' },
  ]);
});

it('finds no users where none are given', () => {
  expect(usersWithKeys({})).toEqual([]);
});
