import { passwordCredential } from './account-lines.ts';

/** The unit that sets passwords of accounts that the container has: systemd-sysusers sets those of new ones alone. */
export const passwordUnit = 'bootwright-passwords.service';

/** Where it notes that it is done, so that a password that is changed later stays. */
const done = '/var/lib/bootwright/passwords';

/** Its text. Names of users have letters, digits, dots, dashes and underscores only. */
export function passwordUnitText(users: readonly string[]): string {
  const set = users.map(
    (user) => `usermod --password "$$(cat "$$CREDENTIALS_DIRECTORY/${passwordCredential(user)}")" ${user}`,
  );
  return [
    '[Unit]',
    'Description=Set passwords of existing accounts once',
    `ConditionPathExists=!${done}`,
    'After=systemd-sysusers.service',
    'Before=systemd-user-sessions.service',
    '',
    '[Service]',
    'Type=oneshot',
    'StateDirectory=bootwright',
    ...users.map((user) => `ImportCredential=${passwordCredential(user)}`),
    `ExecStart=/bin/sh -ec '${[...set, `touch ${done}`].join('; ')}'`,
    '',
  ].join('\n');
}
