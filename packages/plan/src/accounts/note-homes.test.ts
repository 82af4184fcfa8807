import { expect, test } from 'vitest';
import { sampleContainer, sampleRequest, sealedContainer } from '../../../build-request/testing/sample-request.ts';
import { noticePlaces } from '../../testing/notice-places.ts';

test.each([
  '/',
  '/usr/share/app',
  '/usr',
  '/data/alice',
  '/boot/alice',
  '/run/alice',
  '/tmp/alice',
  '//tmp//alice',
  '/var/run/alice',
  'alice',
])('the home %s is not what the booted system has', (home) => {
  expect(noticePlaces(sampleRequest({ user: [{ name: 'alice', home }] }))).toEqual(['blueprint/home user[0].home']);
});

test.each([
  '/var/home/alice',
  '/home/alice',
  '/root',
  '/opt/app/',
  '/srv/www',
  '/usr/local/app',
  '/var/lib/app',
  '/etc/app',
  '/nonexistent',
  '/var/tmp/a',
  '/var/runner',
])('the home %s lasts', (home) => {
  expect(noticePlaces(sampleRequest({ user: [{ name: 'alice', home }] }))).toEqual([]);
});

test.each<readonly [string, readonly string[]]>([
  ['/home/alice', ['blueprint/home user[0].home']],
  ['/media/alice', ['blueprint/home user[0].home']],
  ['/srv/alice', []],
])('the home %s behind the links of the container', (home, expected) => {
  const writableDirectories = {
    real: ['/home'],
    links: [
      { path: '/media', target: '/run/media' },
      { path: '/srv', target: '/var/srv' },
    ],
  };
  const container = { ...sampleContainer, os: { ...sampleContainer.os, writableDirectories } };
  expect(noticePlaces(sampleRequest({ user: [{ name: 'alice', home }] }, { container }))).toEqual(expected);
});

test('an account that a sealed image does not get has no notice of its home', () => {
  const request = sampleRequest({ user: [{ name: 'alice', home: '/tmp/a' }] }, { container: sealedContainer });
  expect(noticePlaces(request)).toEqual(['sealed/deployment-edit user[0]']);
});
