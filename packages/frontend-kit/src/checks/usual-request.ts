import type { Blueprint } from '@bootwright/blueprint';
import type { BuildRequest, Profile } from '@bootwright/build-request';
import type { ContainerInfo } from '@bootwright/container-facts';
import { type Architecture, bytes, defined, type Location, MiB, uefiArchitectures } from '@bootwright/core';
import type { FilesystemType } from '@bootwright/disk';
import type { ImageType } from '@bootwright/image-types';
import { sealingTwin } from '@bootwright/plan';

/** The container that something is checked for. */
export interface ContainerChoice {
  /** The facts of the container. Default: an unsealed one that leaves every decision to the blueprint. */
  readonly container?: ContainerInfo;
  /** Of the container where its facts are not given. Default: false. */
  readonly sealed?: boolean;
  /** Of the root where the facts of the container are not given. Default: ext4. */
  readonly rootFilesystem?: FilesystemType;
  /** Of the container where its facts are not given. Default: x86_64. */
  readonly architecture?: Architecture;
}

/** A container that leaves every decision to the blueprint: unsealed, without a disk layout of its own. */
const plainContainer: ContainerInfo = {
  imgref: 'registry.example.com/any/os:1',
  architecture: 'x86_64',
  defaultRootFs: 'ext4',
  size: bytes(MiB(1)),
  unifiedKernel: false,
  os: {
    // A system that every image type is made of.
    release: { id: 'fedora', versionId: '43', name: 'any' },
    uefiVendor: 'fedora',
    kernel: { version: '6.12.0', hasAbootImage: false },
    initrdModules: ['ostree', 'dmsquash-live', 'livenet'],
  },
};

/** The container whose facts are given, or the plain one as it is chosen. */
export function chosenContainer({ container, sealed, rootFilesystem, architecture }: ContainerChoice): ContainerInfo {
  if (container !== undefined) return container;
  const { uefiVendor: _, ...os } = plainContainer.os;
  const hasUefi = architecture === undefined || uefiArchitectures.includes(architecture);
  const usual: ContainerInfo = {
    ...plainContainer,
    ...(hasUefi ? {} : { os }),
    ...defined({ defaultRootFs: rootFilesystem, architecture }),
  };
  return sealed === true ? sealingTwin(usual) : usual;
}

export interface UsualRequest {
  readonly container: ContainerInfo;
  readonly type: ImageType;
  readonly at: Location;
  readonly profile: Profile;
}

/** A request for an image with this blueprint, complete for every image type. */
export function usualRequest(blueprint: Blueprint, { container, type, at, profile }: UsualRequest): BuildRequest {
  return {
    container,
    imageType: type.name,
    options: {
      remoteSource: false,
      omitDefaultKernelArguments: false,
      installerPayload: 'registry.example.com/any/payload:1',
    },
    blueprint,
    blueprintAt: at,
    seed: 0n,
    profile,
  };
}
