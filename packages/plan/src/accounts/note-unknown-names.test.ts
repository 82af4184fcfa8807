import type { Customizations } from '@bootwright/blueprint';
import type { BuildRequest } from '@bootwright/build-request';
import { expect, test } from 'vitest';
import { sampleContainer, sampleRequest, sealedContainer } from '../../../build-request/testing/sample-request.ts';
import { noticePlaces } from '../../testing/notice-places.ts';

const accounts = { users: [{ name: 'root' }, { name: 'nginx' }], groups: [{ name: 'root' }, { name: 'wheel' }] };

function unknownIn(request: BuildRequest): readonly string[] {
  return noticePlaces(request).filter((place) => place.startsWith('blueprint/unknown-'));
}

function unknown(customizations: Customizations, base = sampleContainer): readonly string[] {
  const container = { ...base, os: { ...base.os, accounts } };
  return unknownIn(sampleRequest(customizations, { container }));
}

const customizations: Customizations = {
  group: [{ name: 'staff' }],
  user: [
    { name: 'bob', groups: ['wheel', 'docker', 'staff', 'alice'] },
    { name: 'alice', groups: [] },
  ],
  files: [
    { path: '/etc/a', user: 'nginx', group: 'nginx' },
    { path: '/etc/b', user: 'carol', group: 1000 },
  ],
  directories: [{ path: '/etc/c', user: 0, group: 'alice' }],
};

test('users and groups that neither the container nor the blueprint has are noted at their places', () => {
  expect(unknown(customizations)).toEqual([
    'blueprint/unknown-group user[0].groups[1]',
    'blueprint/unknown-group files[0].group',
    'blueprint/unknown-user files[1].user',
  ]);
});

test('digits are numbers', () => {
  expect(
    unknown({
      user: [{ name: 'alice', groups: ['10', '4711'] }],
      files: [{ path: '/etc/a', user: '1000', group: '1000' }],
      directories: [{ path: '/etc/b', user: '0', group: '0' }],
    }),
  ).toEqual([]);
});

test('a sealed image gets none of them', () => {
  expect(unknown(customizations, sealedContainer)).toEqual([]);
});

test('nothing is said where the accounts of the container are not known', () => {
  expect(unknownIn(sampleRequest(customizations))).toEqual([]);
});
