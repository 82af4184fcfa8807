import type { Customizations } from '@bootwright/blueprint';
import type { Accounts } from '@bootwright/container-facts';
import { expect, test } from 'vitest';
import { sampleContainer, sampleRequest, sealedContainer } from '../../../build-request/testing/sample-request.ts';
import { noticePlaces } from '../../testing/notice-places.ts';

const accounts: Accounts = {
  users: [{ name: 'core' }, { name: 'root' }],
  groups: [{ name: 'root' }, { name: 'wheel' }],
  createsHomes: false,
  shells: ['/bin/bash', '/usr/bin/bash'],
};
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1jvp5pOZ3z';

function places(customizations: Customizations, changes: Partial<Accounts> = {}): readonly string[] {
  const container = { ...sampleContainer, os: { ...sampleContainer.os, accounts: { ...accounts, ...changes } } };
  const request = sampleRequest(customizations, { container, profile: 'reference' });
  return noticePlaces(request).filter((place) => !place.startsWith('profile/'));
}

const noHome = ['blueprint/key-without-home user[0].key'];

test.each<readonly [string, Customizations, Partial<Accounts>, readonly string[]]>([
  ['useradd makes no homes', { user: [{ name: 'alice', key }] }, {}, noHome],
  ['useradd makes homes', { user: [{ name: 'alice', key }] }, { createsHomes: true }, []],
  ['the home is given', { user: [{ name: 'alice', key, home: '/var/home/alice' }] }, {}, []],
  ['the home is empty', { user: [{ name: 'alice', key, home: '' }] }, { createsHomes: true }, noHome],
  [
    'the account exists',
    {
      user: [
        { name: 'core', key },
        { name: 'root', key },
      ],
    },
    {},
    [],
  ],
  ['there is no key', { user: [{ name: 'alice' }] }, {}, []],
  ['it is one of "sshkey"', { sshkey: [{ user: 'alice', key }] }, {}, ['blueprint/key-without-home sshkey[0]']],
  [
    'a later entry gives a home',
    { sshkey: [{ user: 'alice', key }], user: [{ name: 'alice', home: '/var/home/alice' }] },
    {},
    ['blueprint/user-replaced sshkey[0]'],
  ],
])('a key is written into the home: %s', (_, customizations, changes, expected) => {
  expect(places(customizations, changes)).toEqual(expected);
});

test('the profile recommended gives the home that a key needs', () => {
  const container = { ...sampleContainer, os: { ...sampleContainer.os, accounts } };
  expect(noticePlaces(sampleRequest({ user: [{ name: 'alice', key }] }, { container }))).toEqual([]);
});

test.each<readonly [string, Partial<Accounts>, readonly string[]]>([
  ['/bin/zsh', {}, ['blueprint/shell user[0].shell']],
  ['/usr/bin/fish', {}, ['blueprint/shell user[0].shell']],
  ['zsh', {}, ['blueprint/shell user[0].shell']],
  ['/bin/bash', {}, []],
  ['/usr/bin/zsh', { shells: ['/usr/bin/zsh'] }, []],
  ['/usr/sbin/nologin', {}, []],
  ['/opt/app/shell', {}, []],
  ['', {}, []],
])('the shell %s in a container with %j', (shell, changes, expected) => {
  const user = [{ name: 'alice', home: '/var/home/alice', shell }];
  expect(places({ user }, changes)).toEqual(expected);
});

test('nothing is known of shells where the facts do not name any', () => {
  const container = { ...sampleContainer, os: { ...sampleContainer.os, accounts: { users: [], groups: [] } } };
  const user = [{ name: 'alice', home: '/var/home/alice', shell: '/bin/zsh' }];
  expect(noticePlaces(sampleRequest({ user }, { container }))).toEqual([]);
});

test('a sealed image has no accounts into which nobody can log in', () => {
  const request = sampleRequest({ user: [{ name: 'alice', key, shell: 'zsh' }] }, { container: sealedContainer });
  expect(noticePlaces(request)).toEqual(['sealed/deployment-edit user[0]']);
});
