import type { Customizations } from '@bootwright/blueprint';
import type { ContainerInfo } from '@bootwright/container-facts';
import { type Architecture, GiB } from '@bootwright/core';
import type { BuildRequest } from '../src/build-request.ts';

/** A container as most are: unsealed, x86_64, ext4, with an SELinux policy. */
export const sampleContainer: ContainerInfo = {
  imgref: 'registry.example.com/os/app:1',
  architecture: 'x86_64',
  defaultRootFs: 'ext4',
  size: GiB(2),
  unifiedKernel: false,
  os: {
    release: { id: 'acme', versionId: '1', name: 'Acme' },
    uefiVendor: 'acme',
    selinuxPolicy: 'targeted',
    kernel: { version: '6.12.0', hasAbootImage: false },
  },
};

export const sealedContainer: ContainerInfo = { ...sampleContainer, unifiedKernel: true, bootloader: 'systemd' };

/** The same with what is known of its UKI: its command line does not mount the root writable. */
export const knownSealedContainer: ContainerInfo = {
  ...sealedContainer,
  unifiedKernelImage: {
    commandLine: `composefs=${'ab'.repeat(64)} console=ttyS0`,
    composefsDigest: 'ab'.repeat(64),
    systemd: '257',
  },
};

export function containerFor(architecture: Architecture, container: ContainerInfo = sampleContainer): ContainerInfo {
  const { uefiVendor: _, ...os } = container.os;
  return { ...container, architecture, os };
}

/** A request for a qcow2 with those customizations, under the profile recommended. */
export function sampleRequest(customizations: Customizations = {}, changes: Partial<BuildRequest> = {}): BuildRequest {
  return {
    container: sampleContainer,
    imageType: 'qcow2',
    options: { remoteSource: false, omitDefaultKernelArguments: false },
    blueprint: { customizations },
    blueprintAt: { document: 'blueprint' },
    seed: 0n,
    profile: 'recommended',
    ...changes,
  };
}
