import type { Draw } from './draw.ts';
import { oddText, oddWord, pathBelow, word } from './texts.ts';

type Values = Readonly<Record<string, unknown>>;

/** Every customization that is not about the disk, each now and then. */
export function otherCustomizations(draw: Draw, odds: number): Values {
  return {
    ...draw.some(0.25, {
      user: () => draw.list(1, 3, () => user(draw, odds)),
      files: () => draw.list(1, 3, () => file(draw, odds)),
      directories: () => draw.list(1, 3, () => directory(draw, odds)),
      kernel: () => kernel(draw, odds),
    }),
    ...draw.some(0.1, {
      group: () =>
        draw.list(1, 3, () => ({
          name: accountName(draw, odds),
          ...draw.some(0.5, { gid: () => number(draw, odds) }),
        })),
      sshkey: () => draw.list(1, 2, () => ({ user: accountName(draw, odds), key: oddText(draw) })),
      ignition: () => ignition(draw, odds),
      bootloader: () => ({ ...draw.some(0.9, { grub2: () => grub(draw) }) }),
    }),
    ...draw.some(0.02, unsupported(draw)),
  };
}

const unsupported = (draw: Draw): Readonly<Record<string, () => unknown>> => ({
  hostname: () => word(draw),
  timezone: () => ({ timezone: 'UTC', ntpservers: [] }),
  locale: () => ({ languages: ['en_US.UTF-8'] }),
  services: () => ({ enabled: ['sshd'], disabled: [] }),
  firewall: () => ({ ports: ['22:tcp'] }),
  installation_device: () => draw.pick(['/dev/sda', '']),
  partitioning_mode: () => draw.pick(['raw', 'lvm', 'auto-lvm', 'btrfs', '', 'x']),
  fips: () => draw.chance(0.5),
  openscap: () => ({ profile_id: 'x' }),
  fdo: () => ({ manufacturing_server_url: 'http://x' }),
  repositories: () => [{ id: 'x', baseurls: ['http://x'] }],
  installer: () => ({ unattended: true }),
  rpm: () => ({ import_keys: { files: ['/etc/k'] } }),
  cacerts: () => ({ pem_certs: ['x'] }),
  sshd: () => ({ password_authentication: false }),
  dnf: () => ({ config: {} }),
  iso: () => ({ volume_id: 'X' }),
});

function accountName(draw: Draw, odds: number): string {
  return draw.chance(odds / 2)
    ? draw.pick([oddWord(draw, 1), '', '10', '9', '__proto__', 'root', 'a'.repeat(33)])
    : draw.pick(['alice', 'bob', 'core', 'root', word(draw)]);
}

function number(draw: Draw, odds: number): number {
  return draw.chance(odds / 3)
    ? draw.pick([-1, 2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32, 2 ** 40, 2 ** 53, 1.5])
    : draw.pick([0, 1, 1000, 1001, 65534, draw.int(70000)]);
}

function user(draw: Draw, odds: number): Values {
  return {
    name: accountName(draw, odds),
    ...draw.some(0.3, {
      password: () =>
        draw.pick([
          '$6$salt$hash',
          '$5$x$y',
          '$2b$04$x',
          '',
          '$6$',
          ...(draw.chance(odds / 4) ? (['plain', '$y$x', '$1$a$b'] as const) : []),
        ]),
      key: () => draw.pick(['ssh-ed25519 AAAA a@b', oddText(draw), '']),
      groups: () => draw.list(0, 3, () => accountName(draw, odds)),
      uid: () => number(draw, odds),
      gid: () => number(draw, odds),
      home: () => draw.pick(['/var/home/x', '/home/x/', '/home/x', '/', '//', '', pathBelow(draw, '/var', odds)]),
      shell: () => draw.pick(['/bin/bash', '', '/usr/bin/zsh']),
      description: () => oddText(draw),
    }),
    ...draw.some(0.1, {
      expiredate: () => draw.pick([0, -1, 20000, 2 ** 31]),
      force_password_reset: () => draw.chance(0.5),
    }),
  };
}

function owner(draw: Draw, odds: number): string | number {
  return draw.chance(0.5) ? accountName(draw, odds) : number(draw, odds);
}

function node(draw: Draw, odds: number): Values {
  return draw.some(0.3, {
    mode: () =>
      draw.chance(odds)
        ? draw.pick(['0888', '1777', '7', '', '00644', '0o644', ' 644', '000', '0000', '777'])
        : draw.pick(['0644', '644', '0755', '0600']),
    user: () => owner(draw, odds),
    group: () => owner(draw, odds),
  });
}

function file(draw: Draw, odds: number): Values {
  const base = draw.chance(odds / 3)
    ? draw.pick(['/etc/fstab', '/usr/bin', '/var', '/etc', '/etc/shadow', '/'])
    : draw.pick(['/etc', '/etc/app', '/root', '/usr/local/bin']);
  return {
    path: pathBelow(draw, base, odds / 2),
    ...draw.some(0.8, { data: () => draw.pick([oddText(draw), 'same', '', 'a\r\nb', '\u0000']) }),
    ...node(draw, odds),
    ...draw.some(odds / 20, { uri: () => '/nonexistent/file' }),
  };
}

function directory(draw: Draw, odds: number): Values {
  const base = draw.chance(odds / 3) ? draw.pick(['/usr', '/var/x', '/', '/root']) : draw.pick(['/etc', '/etc/app']);
  return {
    path: pathBelow(draw, base, odds / 2),
    ...node(draw, odds),
    ...draw.some(0.3, { ensure_parents: () => draw.chance(0.7) }),
  };
}

function kernel(draw: Draw, odds: number): Values {
  return {
    ...draw.some(0.9, {
      append: () =>
        draw.chance(odds) ? oddText(draw) : draw.pick(['quiet', 'console=ttyS0 debug', '', ' ', 'a="b c"']),
    }),
    ...draw.some(odds / 10, { name: () => draw.pick(['kernel-rt', '']) }),
  };
}

function ignition(draw: Draw, odds: number): Values {
  const firstboot = draw.pick([
    { url: 'https://example.com/a.ign' },
    { empty: true },
    { url: ' a  b\tc ' },
    { url: oddText(draw) },
    { empty: false },
    { url: 'x', empty: true },
    {},
  ] as const);
  return {
    ...draw.some(0.9, { firstboot: () => firstboot }),
    ...draw.some(odds / 5, { embedded: () => ({ config: 'e30=' }) }),
  };
}

function grub(draw: Draw): Values {
  return draw.some(0.6, {
    terminal_input: () => draw.list(0, 2, () => draw.pick(['serial', 'console', oddWord(draw)])),
    terminal_output: () => draw.list(0, 2, () => draw.pick(['serial', 'gfxterm', oddWord(draw)])),
    serial: () => draw.pick(['serial --speed=115200', '', oddText(draw)]),
  });
}
