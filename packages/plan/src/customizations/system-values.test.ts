import type { Customizations } from '@bootwright/blueprint';
import { renderPath } from '@bootwright/core';
import { expect, test } from 'vitest';
import { sampleRequest } from '../../../build-request/testing/sample-request.ts';
import { planImage } from '../plan-image.ts';

function found(customizations: Customizations): readonly string[] {
  return planImage(sampleRequest(customizations))
    .notices.filter(({ code }) => code === 'blueprint/system-value')
    .map(({ at, message }) => `${renderPath(at?.path?.slice(1) ?? [])}: ${message}`);
}

test.each<readonly [Customizations, readonly string[]]>([
  [{ hostname: 'my host' }, ['hostname: "my host" is not a host name']],
  [{ hostname: '-web' }, ['hostname: "-web" is not a host name']],
  [{ hostname: `${'a'.repeat(65)}` }, [`hostname: "${'a'.repeat(65)}" is not a host name`]],
  [{ timezone: { timezone: 'Europe Berlin' } }, ['timezone.timezone: "Europe Berlin" is not a time zone']],
  [
    { timezone: { timezone: '/usr/share/zoneinfo/UTC' } },
    ['timezone.timezone: "/usr/share/zoneinfo/UTC" is not a time zone'],
  ],
  [{ locale: { languages: ['de_DE.UTF-8', 'german'] } }, ['locale.languages[1]: "german" is not a locale']],
  [{ locale: { keyboard: 'de nodeadkeys' } }, ['locale.keyboard: "de nodeadkeys" is not a keyboard layout']],
  [
    { services: { enabled: ['sshd', 'sshd.service', 'cups'], disabled: ['cups'], masked: ['sshd.service'] } },
    [
      'services.enabled[1]: the service "sshd.service" is given twice',
      'services.disabled[0]: the service "cups" is enabled as well',
      'services.masked[0]: the service "sshd.service" is enabled as well, and a masked unit cannot be enabled',
    ],
  ],
  [
    { firewall: { ports: ['22:tcp', '80', '22:tcp', '0:udp', '90-80:tcp', '70000:tcp'] } },
    [
      'firewall.ports[1]: "80" is not a port',
      'firewall.ports[3]: the ports of "0:udp" are not from 1 to 65535, in order',
      'firewall.ports[4]: the ports of "90-80:tcp" are not from 1 to 65535, in order',
      'firewall.ports[5]: the ports of "70000:tcp" are not from 1 to 65535, in order',
      'firewall.ports[2]: the port "22:tcp" is given twice',
    ],
  ],
  [
    { firewall: { services: { enabled: ['ssh'], disabled: ['ssh'] } } },
    ['firewall.services.disabled[0]: the service "ssh" is enabled as well'],
  ],
])('%j is noted', (customizations, expected) => {
  expect(found(customizations)).toEqual(expected);
});

test('right values are not noted', () => {
  expect(
    found({
      hostname: 'Host-1.example.com',
      timezone: { timezone: 'America/Argentina/Buenos_Aires' },
      locale: { languages: ['C.UTF-8', 'POSIX', 'ca_ES.UTF-8@valencia', 'ast_ES'], keyboard: 'de-latin1-nodeadkeys' },
      services: { enabled: ['sshd', 'getty@tty1.service'], disabled: ['cups'], masked: ['rpcbind'] },
      firewall: {
        ports: ['22:tcp', '6000-6010:udp', 'imap:tcp'],
        services: { enabled: ['ssh'], disabled: ['telnet'] },
      },
    }),
  ).toEqual([]);
  expect(found({ timezone: { timezone: 'Etc/GMT+5' } })).toEqual([]);
});
