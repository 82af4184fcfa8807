import { blueprintJsonSchema, parseBlueprintValue } from '@bootwright/blueprint';
import { type Profile, profiles } from '@bootwright/build-request';
import type { ContainerInfo } from '@bootwright/container-facts';
import { bytes, Fault, GiB } from '@bootwright/core';
import { checkBlueprint } from '@bootwright/frontend-kit';
import { type ImageType, imageTypes } from '@bootwright/image-types';
import { createManifestSync, mockContainer, mockDepsolve } from '@bootwright/manifest';
import { encodeManifest } from '@bootwright/osbuild';
import { addonBytes } from '@bootwright/uki';
import { describe, expect, test } from 'vitest';

/** A value of each customization that has something to say, and that is right in form. */
const samples: Readonly<Record<string, unknown>> = {
  hostname: 'web',
  kernel: { append: 'quiet' },
  sshkey: [{ user: 'root', key: 'ssh-ed25519 AAAA' }],
  user: [{ name: 'ada', home: '/var/home/ada', key: 'ssh-ed25519 AAAA' }],
  group: [{ name: 'crew', gid: 1500 }],
  timezone: { timezone: 'UTC' },
  locale: { languages: ['en_GB.UTF-8'] },
  firewall: { ports: ['80:tcp'] },
  services: { enabled: ['sshd'] },
  filesystem: [{ mountpoint: '/var/data', minsize: '2 GiB' }],
  disk: { partitions: [{ mountpoint: '/', minsize: '20 GiB', fs_type: 'ext4' }] },
  installation_device: '/dev/sda',
  partitioning_mode: 'lvm',
  fdo: { manufacturing_server_url: 'https://fdo.example' },
  openscap: { profile_id: 'a' },
  ignition: { firstboot: { url: 'https://ignition.example' } },
  directories: [{ path: '/etc/web' }],
  files: [{ path: '/etc/web.conf', data: 'a' }],
  repositories: [{ id: 'a', baseurls: ['https://repo.example'] }],
  fips: true,
  installer: { modules: { disable: ['org.fedoraproject.Anaconda.Modules.Security'] } },
  rpm: { import_keys: { files: ['/a'] } },
  rhsm: { config: { dnf_plugins: { product_id: { enabled: true } } } },
  cacerts: { pem_certs: ['a'] },
  'containers-storage': { 'destination-path': '/var/a' },
  firstboot: { scripts: [{ type: 'custom', contents: 'a' }] },
  dnf: { config: { set_release_ver: true } },
  iso: { volume_id: 'A' },
  sshd: { password_authentication: false },
  bootloader: { grub2: { serial: 'serial --unit=0' } },
};

const container = (isSealed: boolean): ContainerInfo => ({
  imgref: 'registry.example.com/any/os:1',
  architecture: 'x86_64',
  defaultRootFs: 'ext4',
  size: bytes(GiB(1)),
  unifiedKernel: isSealed,
  ...(isSealed ? { bootloader: 'systemd' } : {}),
  os: {
    release: { id: 'fedora', versionId: '43', name: 'any' },
    uefiVendor: 'fedora',
    kernel: { version: '6.12.0', hasAbootImage: false },
    initrdModules: ['ostree', 'dmsquash-live', 'livenet'],
  },
});

interface Place {
  readonly type: ImageType;
  readonly sealed: boolean;
  readonly profile: Profile;
}

/** The manifest with these customizations; `fault` where there is none. */
function manifestOf(customizations: Readonly<Record<string, unknown>>, { type, sealed, profile }: Place): string {
  try {
    const at = { document: 'blueprint' };
    const { manifest } = createManifestSync(
      {
        container: container(sealed),
        imageType: type.name,
        options: {
          remoteSource: false,
          omitDefaultKernelArguments: false,
          installerPayload: 'registry.example.com/any/payload:1',
        },
        blueprint: parseBlueprintValue({ customizations }, at),
        blueprintAt: at,
        seed: 1n,
        profile,
      },
      mockContainer,
      { depsolve: mockDepsolve, makeAddon: addonBytes },
    );
    return encodeManifest(manifest);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return 'fault';
  }
}

/** What the manifest says: whether it is rejected, is as without the customizations, or is another one. */
function effect(customizations: Readonly<Record<string, unknown>>, place: Place): 'fault' | 'none' | 'some' {
  const made = manifestOf(customizations, place);
  if (made === 'fault') return 'fault';
  return made === manifestOf({}, place) ? 'none' : 'some';
}

const leftOut = /\/(?:unsupported|deployment-edit|(?:live-)?kernel-arguments)$/;

/** What `validate` says of the same. */
function verdict(customizations: Readonly<Record<string, unknown>>, { type, sealed, profile }: Place): string {
  const { faults, notices } = checkBlueprint({ customizations }, { imageTypes: [type], sealed, profile });
  if (faults.length > 0) return 'fault';
  return notices.some(({ code }) => leftOut.test(code)) ? 'none' : 'some';
}

test('there is a sample of every customization of the schema', () => {
  const { $defs, properties } = Object(blueprintJsonSchema());
  const given = Object(Object(properties).customizations);
  const { properties: keys } =
    '$ref' in given ? Object(Object($defs)[String(given.$ref).replace('#/$defs/', '')]) : given;
  expect(Object.keys(samples).toSorted()).toEqual(Object.keys(Object(keys)).toSorted());
});

const places: readonly Place[] = imageTypes.flatMap((type) =>
  [false, true].flatMap((sealed) => profiles.map((profile) => ({ type, sealed, profile }))),
);

describe.each(Object.entries(samples))('what validate says of %s is what manifest does', (key, value) => {
  test.each(places.map((place) => [place.type.name, place.sealed ? 'sealed' : 'not sealed', place.profile, place]))(
    'for %s, %s, under %s',
    (_type, _sealed, _profile, place) => {
      expect(verdict({ [key]: value }, place)).toBe(effect({ [key]: value }, place));
    },
  );
});
