import { expect, test } from 'vitest';
import { unsupportedHint } from './unsupported-hint.ts';

test.each([
  [['distro'], 'remove it: the distribution is that of the container'],
  [['packages'], 'install them in the container'],
  [['customizations', 'kernel', 'name'], 'install that kernel in the container: the image boots the one that is there'],
  [['customizations', 'installer'], 'remove it, or make an installer: "bootc-installer"'],
  [['customizations', 'sshd'], 'write the settings to a file in /etc/ssh/sshd_config.d'],
  [['customizations', 'timezone'], 'build it into the container'],
])('the hint for %j is %s', (path, hint) => {
  expect(unsupportedHint(path)).toBe(hint);
});
