import type { Customizations } from '@bootwright/blueprint';
import { renderPath } from '@bootwright/core';
import { expect, test } from 'vitest';
import { planImage } from './plan-image.ts';
import { sampleContainer, sampleRequest, sealedContainer } from './testing/sample-request.ts';

const accounts = { users: ['root', 'nginx'], groups: ['root', 'wheel'] };

function unknown(customizations: Customizations, base = sampleContainer): readonly string[] {
  const container = { ...base, os: { ...base.os, accounts } };
  return planImage(sampleRequest(customizations, { container }))
    .notices.filter(({ code }) => code.startsWith('blueprint/unknown-'))
    .map(({ code, at }) => `${code} ${renderPath(at?.path?.slice(1) ?? [])}`);
}

const customizations: Customizations = {
  group: [{ name: 'staff' }],
  user: [
    { name: 'alice', groups: ['wheel', 'docker', 'staff', 'bob'] },
    { name: 'bob', groups: [] },
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

test('a sealed image gets none of them', () => {
  expect(unknown(customizations, sealedContainer)).toEqual([]);
});

test('nothing is said where the accounts of the container are not known', () => {
  const { notices } = planImage(sampleRequest(customizations));
  expect(notices.map(({ code }) => code).filter((code) => code.startsWith('blueprint/unknown-'))).toEqual([]);
});
