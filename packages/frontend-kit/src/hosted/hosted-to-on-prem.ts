import type { Blueprint, Customizations, FileCustomization } from '@bootwright/blueprint';
import { base64Text, bytes, type DocumentPath, defined, type Location } from '@bootwright/core';
import { diskOnPrem } from './convert-disk.ts';
import type { HostedBlueprint } from './hosted-blueprint.ts';
import type { HostedCustomizations } from './hosted-customizations.ts';
import { type Converted, Losses, type Reason } from './losses.ts';

type Hosted<Key extends keyof HostedCustomizations> = NonNullable<HostedCustomizations[Key]>;

/** What the builder gets apart from the blueprint. */
const outside: ReadonlyMap<string, Reason> = new Map([
  ['bootc', { why: 'the containers are arguments of the builder', hint: 'give them to it, as buildCommand does' }],
  ['image_requests', { why: 'the image type is an argument of the builder', hint: 'run it once for each type' }],
  ['snapshot_date', { why: 'the builder takes the newest packages' }],
]);

const ofService: Reason = { why: 'it describes the blueprint in the service, not the image' };

const registration: Reason = {
  why: 'a blueprint has no activation key',
  hint: 'write it to a file, and give that to image-builder with --registrations',
};

/**
 * The blueprint on the premises that says what a hosted one says. `at` is the place of the hosted one, from which paths of
 * losses begin.
 */
export function hostedToOnPrem(hosted: HostedBlueprint, at: Location = { document: 'hosted' }): Converted<Blueprint> {
  const losses = new Losses(at);
  const { name, description, distribution, customizations, ...rest } = hosted;
  losses.allLost([], rest, (key) => outside.get(key) ?? ofService);
  const { packages = [], enabled_modules, containers, ...others } = customizations;
  const isGroup = (one: string): boolean => one.startsWith('@');
  const groups = packages.filter(isGroup).map((group) => ({ name: group.slice(1) }));
  const single = packages.filter((one) => !isGroup(one)).map((one) => ({ name: one }));
  const changed = customizationsOnPrem(others, losses);
  const value: Blueprint = {
    name,
    ...(description === undefined || description === '' ? {} : { description }),
    ...(single.length === 0 ? {} : { packages: single }),
    ...defined({ enabled_modules }),
    ...(groups.length === 0 ? {} : { groups }),
    ...defined({ containers: containers?.map(containerOnPrem) }),
    ...(Object.keys(changed).length === 0 ? {} : { customizations: changed }),
    ...defined({ distro: distribution }),
  };
  return { value, losses: losses.all };
}

const containerOnPrem = ({ tls_verify, ...container }: Hosted<'containers'>[number]) => ({
  ...container,
  ...defined({ 'tls-verify': tls_verify }),
});

type Changed = Omit<HostedCustomizations, 'packages' | 'enabled_modules' | 'containers'>;

function customizationsOnPrem(hosted: Changed, losses: Losses): Customizations {
  const path: DocumentPath = ['customizations'];
  const { subscription, payload_repositories, users, groups, files, filesystem, disk, ...renamed } = hosted;
  const { custom_repositories, openscap, fips, aap_registration, ...same } = renamed;
  losses.allLost(path, { subscription }, registration);
  losses.allLost(path, { payload_repositories }, { why: 'a blueprint has no repositories to build with alone' });
  return {
    ...same,
    ...defined({
      user: users?.map((user, index) => userOnPrem(user, [...path, 'users', index], losses)),
      group: groups,
      files: files?.map((file, index) => fileOnPrem(file, [...path, 'files', index], losses)),
      filesystem: filesystem?.map(({ mountpoint, min_size }) => ({ mountpoint, minsize: bytes(min_size) })),
      disk: disk === undefined ? undefined : diskOnPrem(disk),
      repositories: custom_repositories?.map(repositoryOnPrem),
      openscap: openscap === undefined ? undefined : openscapOnPrem(openscap, [...path, 'openscap'], losses),
      fips: fips?.enabled,
      firstboot: aap_registration === undefined ? undefined : firstbootOnPrem(aap_registration, path, losses),
    }),
  };
}

function userOnPrem(user: Hosted<'users'>[number], path: DocumentPath, losses: Losses) {
  const { name, groups, ssh_key, password, hasPassword } = user;
  if (hasPassword === true && password === undefined) {
    const why = 'the service has a password of the user, and never returns it';
    losses.lost([...path, 'hasPassword'], { why, hint: 'set the password again' });
  } else losses.allLost(path, { hasPassword }, { why: 'it repeats whether there is a password' });
  return { name, ...defined({ password, key: ssh_key, groups }) };
}

function fileOnPrem(file: Hosted<'files'>[number], path: DocumentPath, losses: Losses): FileCustomization {
  const { ensure_parents, data_encoding, data, ...same } = file;
  losses.allLost(path, { ensure_parents }, { why: 'the directories above a file are always made' });
  if (data_encoding !== 'base64') {
    losses.allLost(path, { data_encoding }, { why: 'data is always plain text' });
    return { ...same, ...defined({ data }) };
  }
  const text = isBase64(data ?? '') ? base64Text(data ?? '') : undefined;
  if (text === undefined) {
    losses.lost([...path, 'data'], { why: 'it is not text in base64', hint: 'build the file into the container' });
    return same;
  }
  losses.changed([...path, 'data_encoding'], 'data is written as plain text: blueprints have no other encoding');
  return { ...same, data: text };
}

const isBase64 = (data: string): boolean => data.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(data);

/** Names of a repository's options: those of the service, and those of blueprints. */
function repositoryOnPrem(repository: Hosted<'custom_repositories'>[number]) {
  const { baseurl, gpgkey, check_gpg, check_repo_gpg, ssl_verify, ...same } = repository;
  return {
    ...same,
    ...defined({
      baseurls: baseurl,
      gpgkeys: gpgkey,
      gpgcheck: check_gpg,
      repo_gpgcheck: check_repo_gpg,
      sslverify: ssl_verify,
    }),
  };
}

function openscapOnPrem(openscap: Hosted<'openscap'>, path: DocumentPath, losses: Losses) {
  const { profile_id, policy_id, ...words } = openscap;
  losses.allLost(path, words, { why: 'it describes the profile for people' });
  return defined({ profile_id, policy_id });
}

function firstbootOnPrem(registration: Hosted<'aap_registration'>, path: DocumentPath, losses: Losses) {
  const { ansible_callback_url, host_config_key, tls_certificate_authority, skip_tls_verification } = registration;
  losses.allLost(
    [...path, 'aap_registration'],
    { skip_tls_verification },
    { why: 'a first-boot script has no such option', hint: 'give the certificate authority' },
  );
  const script = {
    type: 'aap' as const,
    job_template_url: ansible_callback_url,
    host_config_key,
    ...(tls_certificate_authority === undefined ? {} : { cacerts: [tls_certificate_authority] }),
  };
  return { scripts: [script] };
}
