import type {
  Blueprint,
  Customizations,
  FileCustomization,
  FilesystemCustomization,
  UserCustomization,
} from '@bootwright/blueprint';
import { type DocumentPath, defined, type Location } from '@bootwright/core';
import { diskHosted } from './convert-disk.ts';
import type { HostedBlueprint } from './hosted-blueprint.ts';
import type { HostedCustomizations } from './hosted-customizations.ts';
import { type Converted, Losses, type Reason } from './losses.ts';

type OnPrem<Key extends keyof Customizations> = NonNullable<Customizations[Key]>;

const noOption: Reason = { why: 'the service has no such option', hint: 'build it into the image in another way' };
const noUserOption: Reason = { why: 'the service takes name, groups, key and password of a user alone' };

/**
 * The hosted blueprint that says what one on the premises says; a blueprint without a name is called `blueprint`. `at` is
 * the place of the blueprint, from which paths of losses begin.
 */
export function onPremToHosted(
  blueprint: Blueprint,
  at: Location = { document: 'blueprint' },
): Converted<HostedBlueprint> {
  const losses = new Losses(at);
  const { name = 'blueprint', description, distro, version, architecture, ...content } = blueprint;
  const { packages = [], modules = [], groups = [], enabled_modules, containers, customizations = {} } = content;
  losses.allLost([], { version }, { why: 'the service counts versions itself' });
  losses.allLost([], { architecture }, { why: 'it is part of the image request', hint: 'set it there' });
  const names = [
    ...packages.map(({ name: one, version: exact }, index) => packageHosted(one, exact, ['packages', index], losses)),
    ...modules.map(({ name: one, version: exact }, index) => packageHosted(one, exact, ['modules', index], losses)),
    ...groups.map((group) => `@${group.name}`),
  ];
  const value: HostedBlueprint = {
    name,
    ...defined({ description, distribution: distro }),
    customizations: {
      ...defined({ containers: containers?.map((one, index) => containerHosted(one, ['containers', index], losses)) }),
      ...(names.length === 0 ? {} : { packages: names }),
      ...defined({
        enabled_modules: enabled_modules?.flatMap(({ name: one, stream }, index) => {
          if (stream !== undefined) return [{ name: one, stream }];
          losses.lost(['enabled_modules', index], { why: 'the service needs the stream of a module' });
          return [];
        }),
      }),
      ...customizationsHosted(customizations, losses),
    },
  };
  return { value, losses: losses.all };
}

function packageHosted(name: string, version: string | undefined, path: DocumentPath, losses: Losses): string {
  if (version !== undefined && version !== '*') {
    losses.lost([...path, 'version'], { why: 'the service takes the newest version', hint: 'use a snapshot date' });
  }
  return name;
}

function containerHosted(container: NonNullable<Blueprint['containers']>[number], path: DocumentPath, losses: Losses) {
  const { source, name, 'tls-verify': tls_verify, ...rest } = container;
  losses.allLost(path, rest, { why: 'the service has no storage of yours', hint: 'push the container to a registry' });
  return { source, ...defined({ name, tls_verify }) };
}

function customizationsHosted(customizations: Customizations, losses: Losses): HostedCustomizations {
  const path: DocumentPath = ['customizations'];
  const { user, sshkey, group, files, filesystem, disk, repositories, openscap, fips, firstboot, ...others } =
    customizations;
  const { directories, services, hostname, kernel, timezone, locale, installation_device, cacerts, ...more } = others;
  const { firewall, fdo, ignition, installer, partitioning_mode, ...rest } = more;
  losses.allLost(path, rest, noOption);
  return {
    ...defined({ directories, services, hostname, kernel, timezone, locale, installation_device }),
    ...defined({ cacerts: cacerts === undefined ? undefined : { pem_certs: cacerts.pem_certs ?? [] } }),
    ...defined({
      users: usersHosted(user, sshkey ?? [], path, losses),
      groups: group,
      files: files?.map((file, index) => fileHosted(file, [...path, 'files', index], losses)),
      filesystem: filesystem?.map((one, index) => filesystemHosted(one, [...path, 'filesystem', index], losses)),
      disk: disk === undefined ? undefined : diskHosted(disk, [...path, 'disk'], losses),
      custom_repositories: repositories?.map((one, index) =>
        repositoryHosted(one, [...path, 'repositories', index], losses),
      ),
      openscap: openscap === undefined ? undefined : openscapHosted(openscap, [...path, 'openscap'], losses),
      fips: fips === undefined ? undefined : { enabled: fips },
      aap_registration: firstboot === undefined ? undefined : aapHosted(firstboot, [...path, 'firstboot'], losses),
      ...partsHosted({ firewall, fdo, ignition, installer }, path, losses),
      partitioning_mode: modeHosted(partitioning_mode, path, losses),
    }),
  };
}

/** Users with the keys of `sshkey`, which the service does not have. */
function usersHosted(
  users: readonly UserCustomization[] | undefined,
  keys: OnPrem<'sshkey'>,
  path: DocumentPath,
  losses: Losses,
) {
  if (users === undefined && keys.length === 0) return undefined;
  const hosted = (users ?? []).map(({ name, groups, key, password, ...rest }, index) => {
    losses.allLost([...path, 'user', index], rest, noUserOption);
    return { name, ...defined({ groups, ssh_key: key, password }) };
  });
  // Of several entries with a name, the first.
  const places = new Map(hosted.map(({ name }, index) => [name, index] as const).toReversed());
  for (const [index, { user: name, key }] of keys.entries()) {
    losses.changed([...path, 'sshkey', index], `the key becomes one of the entry of ${JSON.stringify(name)} in users`);
    const place = places.get(name) ?? hosted.length;
    const before = hosted[place];
    if (before === undefined) {
      hosted.push({ name, ssh_key: key });
      places.set(name, place);
    } else hosted[place] = { ...before, ssh_key: before.ssh_key === undefined ? key : `${before.ssh_key}\n${key}` };
  }
  return hosted;
}

function filesystemHosted({ mountpoint, minsize }: FilesystemCustomization, path: DocumentPath, losses: Losses) {
  if (minsize > 0) return { mountpoint, min_size: minsize };
  losses.changed([...path, 'minsize'], 'the service takes no size of 0: one byte is written, which asks for no more');
  return { mountpoint, min_size: 1 };
}

function fileHosted({ uri, ...file }: FileCustomization, path: DocumentPath, losses: Losses) {
  losses.allLost(path, { uri }, { why: 'the service takes the text of a file alone', hint: 'give it as data' });
  return file;
}

function repositoryHosted(repository: OnPrem<'repositories'>[number], path: DocumentPath, losses: Losses) {
  const { baseurls, gpgkeys, gpgcheck, repo_gpgcheck, sslverify, install_from, ...same } = repository;
  losses.allLost(path, { install_from }, { why: 'the service decides where packages of the image come from' });
  return {
    ...same,
    ...defined({
      baseurl: baseurls,
      gpgkey: gpgkeys,
      check_gpg: gpgcheck,
      check_repo_gpg: repo_gpgcheck,
      ssl_verify: sslverify,
    }),
  };
}

function openscapHosted(openscap: OnPrem<'openscap'>, path: DocumentPath, losses: Losses) {
  const { profile_id, policy_id, ...rest } = openscap;
  losses.allLost(path, rest, { why: 'the service has its own data stream, and tailors by policies alone' });
  return defined({ profile_id, policy_id });
}

function aapHosted({ scripts = [] }: OnPrem<'firstboot'>, path: DocumentPath, losses: Losses) {
  const used = scripts.findIndex(({ type }) => type === 'aap');
  for (const [index, script] of scripts.entries()) {
    const place = [...path, 'scripts', index];
    if (index !== used || script.type !== 'aap') {
      losses.lost(place, {
        why: 'the service takes one registration with Ansible at the first boot, and no other script',
      });
      continue;
    }
    const { type: _, job_template_url: __, host_config_key: ___, cacerts = [], ...rest } = script;
    losses.allLost(place, rest, noOption);
    if (cacerts.length > 1) losses.lost([...place, 'cacerts'], { why: 'the service takes one certificate authority' });
  }
  const script = scripts[used];
  if (script?.type !== 'aap') return undefined;
  const { job_template_url, host_config_key, cacerts: [authority] = [] } = script;
  return {
    ansible_callback_url: job_template_url,
    host_config_key,
    ...defined({ tls_certificate_authority: authority }),
  };
}

type Parts = Pick<
  { [Key in keyof Customizations]: Customizations[Key] | undefined },
  'firewall' | 'fdo' | 'ignition' | 'installer'
>;

/** Parts of which the service has some keys. */
function partsHosted({ firewall, fdo, ignition, installer }: Parts, path: DocumentPath, losses: Losses) {
  const { ports, services, ...otherFirewall } = firewall ?? {};
  losses.allLost([...path, 'firewall'], otherFirewall, noOption);
  const { di_mfg_string_type_mac_iface, ...sameFdo } = fdo ?? {};
  losses.allLost([...path, 'fdo'], { di_mfg_string_type_mac_iface }, noOption);
  const { unattended, 'sudo-nopasswd': sudo, ...otherInstaller } = installer ?? {};
  losses.allLost([...path, 'installer'], otherInstaller, noOption);
  const config = ignition?.embedded?.config;
  const url = ignition?.firstboot?.url;
  losses.allLost([...path, 'ignition', 'firstboot'], { empty: ignition?.firstboot?.empty }, noOption);
  return {
    firewall: firewall === undefined ? undefined : defined({ ports, services }),
    fdo: fdo === undefined ? undefined : sameFdo,
    ignition:
      ignition === undefined
        ? undefined
        : {
            ...(config === undefined ? {} : { embedded: { config } }),
            ...(url === undefined ? {} : { firstboot: { url } }),
          },
    installer: installer === undefined ? undefined : defined({ unattended, 'sudo-nopasswd': sudo }),
  };
}

const modes = ['raw', 'lvm', 'auto-lvm'] as const;

function modeHosted(mode: string | undefined, path: DocumentPath, losses: Losses) {
  const known = modes.find((one) => one === mode);
  if (known === undefined) {
    losses.allLost(path, { partitioning_mode: mode }, { why: `the service knows ${modes.join(', ')} alone` });
  }
  return known;
}
