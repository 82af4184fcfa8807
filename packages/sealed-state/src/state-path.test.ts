import { expect, test } from 'vitest';
import { pathOnDisk, writablePath } from './state-path.ts';

test.each([
  ['/etc/app.conf', '/etc/app.conf'],
  ['/var/lib/app', '/var/lib/app'],
  ['/opt/app', '/var/opt/app'],
  ['/home/alice', '/var/home/alice'],
  ['/usr/local/bin/a', '/var/usrlocal/bin/a'],
  ['/root', '/var/roothome'],
  ['/usr/bin/a', undefined],
  ['/etc', undefined],
  ['/etcetera/a', undefined],
  ['/var/run/a', undefined],
  ['/run/a', undefined],
])('%s is %s in the writable part of a deployment', (path, expected) => {
  expect(writablePath(path)).toBe(expected);
});

test('directories and links of the container go before the usual ones', () => {
  const directories = { real: ['/opt'], links: [{ path: '/data', target: '/var/data' }] };
  expect(writablePath('/opt/app', directories)).toBeUndefined();
  expect(writablePath('/data/a', directories)).toBe('/var/data/a');
});

test('/etc is that of the deployment, and /var is shared by all', () => {
  expect(pathOnDisk('/etc/a', 'abc')).toBe('/state/deploy/abc/etc/a');
  expect(pathOnDisk('/var/a', 'abc')).toBe('/state/os/default/var/a');
});
