import type { Draw } from './draw.ts';
import { word } from './texts.ts';

type Values = Readonly<Record<string, unknown>>;

const names = (draw: Draw): readonly Values[] => draw.list(0, 2, () => ({ name: word(draw) }));
const words = (draw: Draw): readonly string[] => draw.list(0, 3, () => word(draw));
const flag = (draw: Draw): boolean => draw.chance(0.5);

/** Keys of a blueprint next to its customizations, of which disks of containers use only those for people. */
export function unusedRoots(draw: Draw): Values {
  return {
    ...draw.some(0.15, {
      name: () => word(draw),
      description: () => 'an image',
      version: () => '0.1.2',
      distro: () => draw.pick(['', 'fedora-42', 'rhel-9.6']),
      architecture: () => draw.pick(['', 'x86_64', 'aarch64']),
    }),
    ...draw.some(0.03, {
      packages: () => draw.pick([[], [{ name: 'vim', version: '*' }], names(draw)]),
      modules: () => names(draw),
      enabled_modules: () => draw.pick([[], [{ name: 'nodejs', stream: '20' }]] as const),
      groups: () => names(draw),
      containers: () => draw.pick([[], [{ source: 'quay.io/x/y', name: 'y', 'tls-verify': false }]] as const),
    }),
  };
}

/** Customizations that need packages, an installer or a running system, and those of the SSH server, whole and in part. */
export function unusedCustomizations(draw: Draw): Values {
  return {
    ...draw.some(0.2, {
      sshd: () =>
        draw.some(0.5, {
          password_authentication: () => flag(draw),
          client_alive_interval: () => draw.pick([0, 1, 300, 2 ** 31]),
          permit_root_login: () => draw.pick(['no', 'yes', 'prohibit-password', 'forced-commands-only', '']),
          kbd_interactive_authentication: () => flag(draw),
        }),
      bootloader: () =>
        draw.pick([{}, { grub2: {} }, { grub2: { terminal_input: [], serial: 'serial --unit=1' } }] as const),
    }),
    ...draw.some(0.02, {
      hostname: () => draw.pick(['', 'host', 'a.example.com']),
      timezone: () => draw.some(0.6, { timezone: () => 'Europe/Prague', ntpservers: () => words(draw) }),
      locale: () => draw.some(0.6, { languages: () => ['de_DE.UTF-8'], keyboard: () => 'de' }),
      firewall: () =>
        draw.some(0.6, {
          ports: () => ['22:tcp', '80-90:udp'],
          services: () => draw.some(0.6, { enabled: () => words(draw), disabled: () => words(draw) }),
          zones: () => [{ name: 'work', sources: ['192.0.2.0/24'] }],
        }),
      services: () =>
        draw.some(0.6, { enabled: () => words(draw), disabled: () => words(draw), masked: () => words(draw) }),
      installation_device: () => draw.pick(['', '/dev/vda']),
      partitioning_mode: () => draw.pick(['', 'raw', 'lvm']),
      fdo: () =>
        draw.some(0.5, {
          manufacturing_server_url: () => 'https://fdo.example.com',
          diun_pub_key_insecure: () => 'true',
          diun_pub_key_hash: () => 'x',
          diun_pub_key_root_certs: () => 'x',
          di_mfg_string_type_mac_iface: () => 'eth0',
        }),
      openscap: () =>
        draw.some(0.6, {
          datastream: () => '/x.xml',
          profile_id: () => 'cis',
          tailoring: () => draw.some(0.6, { selected: () => words(draw), unselected: () => words(draw) }),
          json_tailoring: () => ({ profile_id: 'a', filepath: '/t.json' }),
          policy_id: () => 'p',
        }),
      repositories: () => [
        {
          id: 'r',
          ...draw.some(0.4, {
            baseurls: () => ['https://example.com/r'],
            gpgkeys: () => ['https://example.com/k'],
            metalink: () => 'https://example.com/m',
            priority: () => draw.int(100),
            enabled: () => flag(draw),
            gpgcheck: () => flag(draw),
            sslverify: () => flag(draw),
            module_hotfixes: () => flag(draw),
            filename: () => 'r.repo',
            install_from: () => flag(draw),
          }),
        },
      ],
      fips: () => flag(draw),
      installer: () =>
        draw.some(0.4, {
          unattended: () => flag(draw),
          'sudo-nopasswd': () => words(draw),
          kickstart: () => ({ contents: 'text\n' }),
          modules: () => draw.some(0.6, { enable: () => words(draw), disable: () => words(draw) }),
          bootloader: () => ({ grub2: { 'menu-timeout': draw.int(60) } }),
          payload: () => ({
            flatpaks: { force: [{ registry: { remote_name: 'f', url: 'oci+https://x' }, references: [] }] },
          }),
        }),
      rpm: () => draw.pick([{}, { import_keys: {} }, { import_keys: { files: ['/etc/pki/k'] } }] as const),
      rhsm: () =>
        draw.some(0.9, {
          config: () =>
            draw.some(0.6, {
              dnf_plugins: () => ({ product_id: { enabled: flag(draw) }, subscription_manager: {} }),
              subscription_manager: () => ({
                rhsm: { manage_repos: flag(draw) },
                rhsmcertd: { auto_registration: true },
              }),
            }),
        }),
      cacerts: () => draw.some(0.8, { pem_certs: () => words(draw) }),
      'containers-storage': () => draw.some(0.8, { 'destination-path': () => '/var/lib/x' }),
      firstboot: () =>
        draw.some(0.9, {
          scripts: () => [
            draw.pick([
              { type: 'custom', contents: '#!/bin/sh\n', name: 'a', after: ['x.service'] },
              { type: 'satellite', command: 'curl x', cacerts: ['c'] },
              { type: 'aap', job_template_url: 'https://aap.example.com', host_config_key: 'k', ignore_failure: true },
            ] as const),
          ],
        }),
      dnf: () => draw.pick([{}, { config: {} }, { config: { set_releasever: true } }] as const),
      iso: () => draw.some(0.5, { application_id: () => 'A', publisher: () => 'P', volume_id: () => 'V' }),
    }),
  };
}
