import type { Customizations } from '@bootwright/blueprint';
import type { ContainerInfo } from '@bootwright/inspect/facts';
import { expect, test } from 'vitest';
import { noticePlaces } from './testing/notice-places.ts';
import { sampleContainer, sampleRequest } from './testing/sample-request.ts';

const accounts = { users: ['daemon', 'root'], groups: ['daemon', 'docker', 'root', 'wheel'] };
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
    'a member of the own group, which is not there yet',
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

test('root is a user of every container, also where its accounts are not known', () => {
  const customizations: Customizations = { group: [{ name: 'root' }], user: [{ name: 'root' }] };
  expect(clashes(customizations, sampleContainer)).toEqual([]);
});
