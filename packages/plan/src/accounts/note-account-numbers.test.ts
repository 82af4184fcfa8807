import type { Customizations } from '@bootwright/blueprint';
import type { Accounts } from '@bootwright/container-facts';
import { expect, test } from 'vitest';
import { sampleContainer, sampleRequest } from '../../../build-request/testing/sample-request.ts';
import { noticePlaces } from '../../testing/notice-places.ts';
import { planImage } from '../plan-image.ts';

const accounts: Accounts = {
  users: [
    { name: 'core', id: 1000 },
    { name: 'root', id: 0 },
  ],
  groups: [
    { name: 'core', id: 1000 },
    { name: 'root', id: 0 },
    { name: 'wheel', id: 10 },
  ],
};

function request(customizations: Customizations, known: Accounts | undefined) {
  const os = known === undefined ? sampleContainer.os : { ...sampleContainer.os, accounts: known };
  return sampleRequest(customizations, { container: { ...sampleContainer, os } });
}

const places = (customizations: Customizations, known: Accounts | undefined) =>
  noticePlaces(request(customizations, known)).filter((place) => !place.startsWith('profile/'));

test.each<readonly [string, Customizations, readonly string[]]>([
  [
    'a new user with a gid that no group has',
    { user: [{ name: 'a', gid: 2000 }] },
    ['blueprint/unknown-gid user[0].gid'],
  ],
  ['a new user with the gid of a group of the container', { user: [{ name: 'a', gid: 10 }] }, []],
  [
    'a new user with the gid of a group of the blueprint',
    { group: [{ name: 'g', gid: 2000 }], user: [{ name: 'a', gid: 2000 }] },
    [],
  ],
  [
    'a new user with the gid that the group of an earlier one gets from its uid',
    {
      user: [
        { name: 'b', gid: 2000 },
        { name: 'a', uid: 2000 },
      ],
    },
    [],
  ],
  [
    'a new user with the gid that the group of a later one would get',
    {
      user: [
        { name: 'a', gid: 2000 },
        { name: 'b', uid: 2000 },
      ],
    },
    ['blueprint/unknown-gid user[0].gid'],
  ],
  [
    'another uid for a user of the container',
    { user: [{ name: 'core', uid: 1001 }] },
    ['blueprint/existing-uid user[0].uid'],
  ],
  ['the uid that a user of the container has', { user: [{ name: 'core', uid: 1000 }] }, []],
  ['another uid for root', { user: [{ name: 'root', uid: 1 }] }, ['blueprint/existing-uid user[0].uid']],
  ['the uid of root', { user: [{ name: 'root', uid: 0 }] }, []],
  [
    'a gid for a user of the container',
    { user: [{ name: 'core', gid: 1000 }] },
    ['blueprint/existing-gid user[0].gid'],
  ],
  [
    'a new user with the uid of a user of the container',
    { user: [{ name: 'a', uid: 1000 }] },
    ['blueprint/uid-twice user[0].uid'],
  ],
  [
    'another gid for a group of the container',
    { group: [{ name: 'wheel', gid: 11 }] },
    ['blueprint/gid-not-given group[0].gid'],
  ],
  ['the gid that a group of the container has', { group: [{ name: 'wheel', gid: 10 }] }, []],
  [
    'a new group with the gid of a group of the container',
    { group: [{ name: 'g', gid: 10 }] },
    ['blueprint/gid-not-given group[0].gid'],
  ],
  ['a new group with a gid of its own', { group: [{ name: 'g', gid: 11 }] }, []],
])('%s', (_, customizations, expected) => {
  expect(places(customizations, accounts)).toEqual(expected);
});

const names: Accounts = { users: [{ name: 'core' }], groups: [{ name: 'core' }] };

test.each([
  ['names alone are known', names, ['blueprint/existing-uid user[1].uid', 'blueprint/existing-gid user[1].gid']],
  ['no account is known', undefined, []],
])('where %s, only what is certain to fail is noted', (_, known, expected) => {
  const user = [
    { name: 'a', uid: 1000, gid: 2000 },
    { name: 'core', uid: 1001, gid: 1001 },
  ];
  expect(places({ group: [{ name: 'g', gid: 10 }], user }, known)).toEqual(expected);
});

test.each<readonly [string, Customizations, Accounts, string]>([
  ['a uid that is not known', { user: [{ name: 'core', uid: 1 }] }, names, 'fails unless it has this one'],
  ['a uid that is known', { user: [{ name: 'core', uid: 1 }] }, accounts, 'fails, as it has 1000'],
  ['a gid that a group may draw', { group: [{ name: 'g' }], user: [{ name: 'a', gid: 2000 }] }, accounts, 'this one'],
  ['a gid that none may draw', { user: [{ name: 'a', gid: 2000 }] }, accounts, 'useradd fails'],
])('the message for %s ends with what happens', (_, customizations, known, end) => {
  const { notices } = planImage(request(customizations, known));
  expect(notices.flatMap(({ code, message }) => (code.startsWith('blueprint/') ? [message] : []))).toEqual([
    expect.stringMatching(new RegExp(`${end}$`)),
  ]);
});
