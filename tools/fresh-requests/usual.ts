import { container } from './container.ts';
import { Draw } from './draw.ts';
import { uuid, word } from './texts.ts';

type Values = Readonly<Record<string, unknown>>;

const types = ['raw', 'ami', 'qcow2', 'vmdk', 'vhd', 'gce', 'ova', 'oci'] as const;
const units = ['MiB', 'GiB', 'MB', 'GB', 'kB', 'KiB', 'TB'] as const;

/**
 * A request as people make it, in which each value is right by itself: all architectures, image types, file systems and
 * layouts with accounts, files and kernel arguments, sealed or not.
 */
export function usualRequest(seed: number): Values {
  const draw = new Draw(seed);
  const arch = draw.pick(['x86_64', 'x86_64', 'aarch64', 'ppc64le', 's390x']);
  const built = container(draw, { odds: 0, yaml: draw.pick([0, 0, 0, 0.6]) });
  return {
    name: `usual-${seed}`,
    container: built.arch === 'riscv64' && draw.chance(0.3) ? built : { ...built, arch },
    image_type: draw.pick(types),
    seed: draw.int(2 ** 31),
    options: options(draw),
    blueprint: {
      ...draw.some(0.1, { name: () => 'os', version: () => '1.0.0' }),
      customizations: customizations(draw),
    },
  };
}

function options(draw: Draw): Values {
  return {
    ...(draw.chance(0.25) ? { size: (8 + draw.int(60)) * 2 ** 30 + draw.pick([0, 0, 1, 511, 512, 12345]) } : {}),
    ...draw.some(0.1, {
      bootc: () => ({ omit_default_kernel_args: draw.chance(0.5), use_remote_container_source: draw.chance(0.5) }),
      'partitioning-mode': () => draw.pick(['raw', 'lvm', 'auto-lvm', 'btrfs', '']),
      preview: () => draw.chance(0.5),
      use_bootstrap_container: () => draw.chance(0.5),
      facts: () => ({ APIType: draw.pick([0, 1, 2, 'cloudapi-v2']) }),
      ostree: () => draw.some(0.5, { ref: () => 'a/b', url: () => 'https://example.com/repo', rhsm: () => true }),
    }),
  };
}

function customizations(draw: Draw): Values {
  const users = draw.list(1, 3, (index) => user(draw, `user${index}`));
  return {
    ...layout(draw),
    ...draw.some(0.3, {
      user: () => users,
      group: () =>
        draw.list(1, 2, (index) => ({ name: `group${index}`, ...draw.some(0.5, { gid: () => 2000 + index }) })),
      kernel: () => ({
        append: draw.pick(['quiet', 'console=ttyS0,115200n8', 'a="b c" d', 'mitigations=off nosmt', 'x=<&>']),
      }),
      files: () => draw.list(1, 3, (index) => file(draw, index)),
      directories: () =>
        draw.list(1, 2, (index) => ({ path: `/etc/app${index}/${word(draw)}`, ensure_parents: true, mode: '0750' })),
    }),
    ...draw.some(0.06, {
      sshkey: () => [{ user: 'root', key: `ssh-ed25519 AAAA${word(draw)} me@host` }],
      ignition: () => ({ firstboot: draw.pick([{ url: 'https://example.com/a.ign' }, { empty: true }]) }),
      bootloader: () => ({
        grub2: { terminal_input: ['serial', 'console'], terminal_output: ['serial'], serial: 'serial --unit=0' },
      }),
      hostname: () => 'host.example.com',
      timezone: () => ({ timezone: 'Europe/Berlin', ntpservers: ['0.pool.example.com'] }),
      locale: () => ({ languages: ['de_DE.UTF-8', 'en_US.UTF-8'], keyboard: 'de' }),
      services: () => ({ enabled: ['sshd'], disabled: ['cups'], masked: ['rpcbind'] }),
      firewall: () => ({
        ports: ['22:tcp'],
        services: { enabled: ['ssh'], disabled: ['telnet'] },
        zones: [{ name: 'trusted', sources: ['192.0.2.0/24'] }],
      }),
      sshd: () => ({ password_authentication: false, permit_root_login: 'no' }),
      fips: () => draw.chance(0.5),
      cacerts: () => ({ pem_certs: ['-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n'] }),
      openscap: () => ({ datastream: '/usr/share/x.xml', profile_id: 'cis' }),
      installation_device: () => '/dev/sda',
      repositories: () => [{ id: 'a', baseurls: ['https://example.com/r'] }],
    }),
  };
}

function user(draw: Draw, name: string): Values {
  return {
    name: draw.chance(0.1) ? 'root' : name,
    ...draw.some(0.4, {
      password: () => '$6$rounds=5000$salt$hash/0',
      key: () => draw.pick(['ssh-ed25519 AAAAC3 a@b', 'ssh-rsa AAAAB3 a@b\nssh-rsa AAAAB4 c@d']),
      groups: () => draw.pick([['wheel'], ['wheel', 'docker'], []]),
      uid: () => 1000 + draw.int(60000),
      gid: () => 1000 + draw.int(60000),
      home: () => `/var/home/${name}`,
      shell: () => '/bin/bash',
      description: () => 'A User, Room 1',
      expiredate: () => draw.int(30000),
      force_password_reset: () => draw.chance(0.5),
    }),
  };
}

function file(draw: Draw, index: number): Values {
  return {
    path: `${draw.pick(['/etc', '/etc/app', '/root', '/usr/local/bin', '/etc/systemd/system'])}/f${index}-${word(draw)}`,
    data: draw.pick(['text\n', '#!/bin/sh\nexit 0\n', 'ä€😀\n', '', '{"a":"<b>&"}']),
    ...draw.some(0.4, {
      mode: () => draw.pick(['0644', '0755', '600']),
      user: () => draw.pick(['root', 0, 'user0']),
      group: () => draw.pick(['root', 0, 1000]),
    }),
  };
}

function size(draw: Draw, least = 1): unknown {
  if (draw.chance(0.3)) return (least * 1024 + draw.int(9000)) * 2 ** 20;
  const unit = draw.pick(units);
  const count = { MiB: 1024, MB: 1100, kB: 1_100_000, KiB: 1_050_000, GiB: 1, GB: 2, TB: 0 }[unit] * least;
  if (unit === 'TB') return `${least}.5 TB`;
  return `${Math.max(1, count) + draw.int(unit === 'GiB' || unit === 'GB' ? 20 : 5000)}${draw.pick(['.25', '', '', ''])} ${unit}`;
}

function layout(draw: Draw): Values {
  switch (draw.int(7)) {
    case 0:
      return {};
    case 1:
      return {
        filesystem: mountpoints(draw, ['/', '/boot', '/var/log', '/var/lib/app', '/var/data']).map((mountpoint) => ({
          mountpoint,
          minsize: size(draw),
        })),
      };
    default:
      return { disk: disk(draw) };
  }
}

/** Some of them, in any order. */
function mountpoints(draw: Draw, all: readonly string[]): readonly string[] {
  const some = all.filter(() => draw.chance(0.6));
  return draw.chance(0.3) ? some.toReversed() : some;
}

function disk(draw: Draw): Values {
  const type = draw.chance(0.5) ? draw.pick(['gpt', 'gpt', 'dos']) : undefined;
  const most = type === 'dos' ? 1 : 5;
  const data = mountpoints(draw, ['/var', '/var/log', '/srv', '/home', '/opt', '/data', '/var/lib/containers']).slice(
    0,
    most,
  );
  const around = [
    ...data.map((mountpoint) => ({ mountpoint, ...sized(draw, type), fs_type: draw.pick(['ext4', 'xfs', 'vfat']) })),
    ...(draw.chance(0.3) ? [{ fs_type: 'swap', ...sized(draw, type) }] : []),
    ...(draw.chance(0.2) ? [{ mountpoint: '/boot', fs_type: draw.pick(['ext4', 'xfs']), ...sized(draw, type) }] : []),
  ].slice(0, type === 'dos' ? 2 : 9);
  const at = draw.int(around.length + 1);
  const partitions = [...around.slice(0, at), ...root(draw, type), ...around.slice(at)];
  return {
    ...(type === undefined ? {} : { type }),
    ...draw.some(0.2, { minsize: () => size(draw, 12), start_offset: () => draw.pick(['8 MiB', 2 ** 20, 2 ** 24]) }),
    ...draw.some(0.1, { sector_size: () => draw.pick([512, 4096]) }),
    partitions,
  };
}

function sized(draw: Draw, type: string | undefined): Values {
  const names = { part_uuid: () => uuid(draw, 0), part_label: () => word(draw), part_type: () => uuid(draw, 0) };
  return {
    minsize: size(draw),
    ...draw.some(0.1, {
      label: () => word(draw),
      ...(type === 'dos' ? { part_type: () => draw.pick(['83', '0c', '8e']) } : names),
    }),
  };
}

function root(draw: Draw, type: string | undefined): readonly Values[] {
  const identity = (): Values => {
    const { label: _, ...rest } = sized(draw, type);
    return { ...rest, minsize: size(draw, 8) };
  };
  const volumes = mountpoints(draw, ['/var', '/var/log', '/home', '/srv']);
  switch (draw.int(4)) {
    case 0:
      return [
        {
          type: 'plain',
          mountpoint: '/',
          fs_type: draw.pick(['ext4', 'xfs']),
          ...identity(),
          label: draw.pick(['root', 'sys']),
        },
      ];
    case 1:
      return [
        {
          type: 'lvm',
          ...identity(),
          ...draw.some(0.5, { name: () => 'vg0' }),
          logical_volumes: [
            ...volumes.map((mountpoint) => ({
              mountpoint: `/lv${mountpoint}`,
              minsize: size(draw),
              fs_type: draw.pick(['ext4', 'xfs']),
              ...draw.some(0.5, { name: () => `lv-${word(draw)}` }),
            })),
            { mountpoint: '/', minsize: size(draw, 4), fs_type: draw.pick(['ext4', 'xfs']), label: 'root' },
            ...(draw.chance(0.4)
              ? [{ fs_type: 'swap', minsize: size(draw), ...draw.some(0.5, { name: () => 'swaplv' }) }]
              : []),
          ],
        },
      ];
    case 2:
      return [
        {
          type: 'btrfs',
          ...identity(),
          subvolumes: [
            { name: draw.pick(['root', '@', 'sys/root']), mountpoint: '/' },
            ...volumes.map((mountpoint, index) => ({ name: `s${index}`, mountpoint: `/sub${mountpoint}` })),
          ],
        },
      ];
    default:
      return draw.chance(0.5)
        ? []
        : [{ mountpoint: '/', minsize: size(draw, 4), ...draw.some(0.5, { fs_type: () => 'xfs' }) }];
  }
}
