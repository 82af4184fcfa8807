import type { Customizations } from '@bootwright/blueprint';
import type { ContainerInfo } from '@bootwright/container-facts';
import { expect, test } from 'vitest';
import { sampleContainer, sampleRequest } from '../../../build-request/testing/sample-request.ts';
import { noticePlaces } from '../../testing/notice-places.ts';
import { planImage } from '../plan-image.ts';

const accounts = {
  users: [{ name: 'daemon' }, { name: 'root' }],
  groups: [{ name: 'daemon' }, { name: 'docker' }, { name: 'root' }, { name: 'wheel' }],
};
const known = { ...sampleContainer, os: { ...sampleContainer.os, accounts } };

function clashes(customizations: Customizations, container: ContainerInfo = known): readonly string[] {
  const places = noticePlaces(sampleRequest(customizations, { container }));
  return places.filter((place) => !place.startsWith('profile/'));
}

test.each<readonly [string, Customizations, readonly string[]]>([
  [
    'a new user and a group of the blueprint with one name',
    { group: [{ name: 'alice' }], user: [{ name: 'alice' }] },
    ['blueprint/group-of-user user[0]'],
  ],
  [
    'a new user and a group of the container with one name',
    { user: [{ name: 'docker' }] },
    ['blueprint/group-of-user user[0]'],
  ],
  [
    'the same with the gid of the group',
    { group: [{ name: 'alice', gid: 1000 }], user: [{ name: 'alice', gid: 1000 }] },
    [],
  ],
  ['a user of the container whose group it has', { user: [{ name: 'daemon' }] }, []],
  ['root with a group', { group: [{ name: 'root' }], user: [{ name: 'root' }] }, []],
  [
    'a member of the group of a user with a later name',
    { user: [{ name: 'alice', groups: ['bob'] }, { name: 'bob' }] },
    ['blueprint/group-of-later-user user[0].groups[0]'],
  ],
  [
    'a member of its own group, which does not exist yet',
    { user: [{ name: 'alice', groups: ['alice'] }] },
    ['blueprint/group-of-later-user user[0].groups[0]'],
  ],
  [
    'a member of the group of a user with an earlier name',
    { user: [{ name: 'bob', groups: ['alice'] }, { name: 'alice' }] },
    [],
  ],
])('%s', (_, customizations, expected) => {
  expect(clashes(customizations)).toEqual(expected);
});

const altfiles: ContainerInfo = {
  ...sampleContainer,
  os: {
    ...sampleContainer.os,
    accounts: {
      users: [{ name: 'core' }, { name: 'nginx', isReadOnly: true }],
      groups: [{ name: 'adm', isReadOnly: true }, { name: 'wheel' }],
    },
  },
};

test.each<readonly [string, Customizations, readonly string[]]>([
  [
    'a new user in a group of /usr/lib/group alone',
    { user: [{ name: 'alice', groups: ['wheel', 'adm'] }] },
    ['blueprint/read-only-group user[0].groups[1]'],
  ],
  [
    'a user of the container in such a group',
    { user: [{ name: 'core', groups: ['adm'] }] },
    ['blueprint/read-only-group user[0].groups[0]'],
  ],
  [
    'such a group that the blueprint adds as well',
    { group: [{ name: 'adm' }], user: [{ name: 'alice', groups: ['adm'] }] },
    ['blueprint/read-only-group user[0].groups[0]'],
  ],
  ['a user of /usr/lib/passwd alone', { user: [{ name: 'nginx' }] }, ['blueprint/read-only-user user[0]']],
  ['a file that belongs to them', { files: [{ path: '/etc/a', user: 'nginx', group: 'adm' }] }, []],
])('%s', (_, customizations, expected) => {
  expect(clashes(customizations, altfiles)).toEqual(expected);
});

test.each([
  [true, /^useradd makes a group/],
  [undefined, /^where USERGROUPS_ENAB of login.defs\(5\) is yes, useradd/],
  [false, undefined],
])('with USERGROUPS_ENAB %s the group of a user is noted as what happens', (userGroups, message) => {
  const container: ContainerInfo = {
    ...known,
    os: { ...known.os, accounts: { ...accounts, ...(userGroups === undefined ? {} : { userGroups }) } },
  };
  const { notices } = planImage(sampleRequest({ user: [{ name: 'docker' }] }, { container }));
  expect(notices.filter(({ code }) => code.startsWith('blueprint/')).map((notice) => notice.message)).toEqual(
    message === undefined ? [] : [expect.stringMatching(message)],
  );
});

test('without groups of users the group of another user is unknown', () => {
  const container: ContainerInfo = { ...known, os: { ...known.os, accounts: { ...accounts, userGroups: false } } };
  expect(clashes({ user: [{ name: 'alice', groups: ['bob'] }, { name: 'bob' }] }, container)).toEqual([
    'blueprint/unknown-group user[0].groups[0]',
  ]);
});

test('root is a user of every container, also where its accounts are not known', () => {
  const customizations: Customizations = { group: [{ name: 'root' }], user: [{ name: 'root' }] };
  expect(clashes(customizations, sampleContainer)).toEqual([]);
});
