import { expect, test } from 'vitest';
import { sampleRequest } from '../../../build-request/testing/sample-request.ts';
import { noticePlaces } from '../../testing/notice-places.ts';
import { planImage } from '../plan-image.ts';

test.each<readonly [string, string, string]>([
  ['a drop-in without its ending', '/etc/sysctl.d/90-net', '0644'],
  ['a file of sudo with a dot', '/etc/sudoers.d/10.wheel', '0440'],
  ['a connection that others can read', '/etc/NetworkManager/system-connections/a.nmconnection', '0644'],
  ['kernel arguments of bootc', '/etc/bootc/kargs.d/10.toml', '0644'],
  ['an install configuration', '/etc/bootc/install/10.toml', '0644'],
  ['a file of bootc elsewhere', '/etc/bootc/config.toml', '0644'],
  ['a directory of bootc below one that it reads', '/etc/bootc/install/a/10.toml', '0644'],
  ['a profile without its ending', '/etc/profile.d/app', '0644'],
])('%s has no effect', (_, path, mode) => {
  expect(noticePlaces(sampleRequest({ files: [{ path, mode }] }))).toEqual(['blueprint/unread-file files[0]']);
});

test.each<readonly [string, string]>([
  ['/etc/sysctl.d/90-net.conf', '0644'],
  ['/etc/profile.d/app.sh', '0644'],
  ['/etc/profile.d/sh.local', '0644'],
  ['/etc/profile.d/csh.local', '0644'],
  ['/etc/sudoers.d/10-wheel', '0440'],
  ['/etc/NetworkManager/system-connections/a.nmconnection', '600'],
  ['/etc/bootc.conf', '0644'],
])('%s with mode %s is read', (path, mode) => {
  expect(noticePlaces(sampleRequest({ files: [{ path, mode }] }))).toEqual([]);
});

test.each<readonly [string, string]>([
  [
    '/etc/bootc/kargs.d/10-console.toml',
    'build it into the container as /usr/lib/bootc/kargs.d/10-console.toml, or use kernel.append',
  ],
  ['/etc/bootc/install/10.toml', 'build it into the container as /usr/lib/bootc/install/10.toml'],
  ['/etc/bootc/config.toml', 'remove it, unless another program reads it'],
])('the hint for %s names where bootc reads it', (path, hint) => {
  expect(planImage(sampleRequest({ files: [{ path }] })).notices.map((notice) => notice.hint)).toEqual([hint]);
});
