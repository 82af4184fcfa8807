import { PlanContext } from '@bootwright/build-request';
import { expect, test } from 'vitest';
import { userAccounts } from './user-accounts.ts';

const at = { document: 'blueprint', path: ['customizations'] };
const customizations = {
  sshkey: [
    { user: 'alice', key: 'k' },
    { user: 'carol', key: 'k' },
  ],
  user: [{ name: 'root' }, { name: 'bob', home: '/srv/bob' }, { name: 'alice', groups: ['wheel'] }],
};

test('under recommended each account without a home gets one that the booted system has', () => {
  const context = new PlanContext('recommended');
  expect(userAccounts(customizations, { at }, context)).toEqual([
    { name: 'alice', key: 'k' },
    { name: 'carol', key: 'k', home: '/var/home/carol' },
    { name: 'root' },
    { name: 'bob', home: '/srv/bob' },
    { name: 'alice', groups: ['wheel'], home: '/var/home/alice' },
  ]);
  expect(context.notices.map(({ code, at: place }) => [code, place?.path?.slice(1)])).toEqual([
    ['blueprint/user-replaced', ['sshkey', 0]],
  ]);
  expect(context.fixed).toEqual(['user-home']);
});

test('under reference each account without a home is noted at its place, and so is one that another replaces', () => {
  const context = new PlanContext('reference');
  expect(userAccounts(customizations, { at }, context).flatMap(({ home }) => home ?? [])).toEqual(['/srv/bob']);
  expect(context.notices.map(({ code, at: place }) => [code, place?.path?.slice(1)])).toEqual([
    ['blueprint/user-replaced', ['sshkey', 0]],
    ['profile/user-home', ['sshkey', 1]],
    ['profile/user-home', ['user', 2]],
  ]);
});

test.each(['reference', 'recommended'] as const)('under %s accounts of the container keep their home', (profile) => {
  const context = new PlanContext(profile);
  const user = [{ name: 'core' }, { name: 'root' }];
  const accounts = {
    users: [{ name: 'core', isReadOnly: true }, { name: 'root' }],
    groups: [{ name: 'core' }, { name: 'root' }],
  };
  expect(userAccounts({ user }, { accounts, at }, context)).toEqual(user);
  expect([context.notices, context.fixed]).toEqual([[], []]);
});
