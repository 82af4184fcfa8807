import type { Architecture, Bytes } from '@bootwright/core';

/** A kind of image that a bootc container can become. */
export type ImageType = DiskImageType | NetworkBootType | LiveIsoType | InstallerIsoType;

/** A type for which bootc installs the container to a disk; the disk is the image, or what the image is made from. */
export type InstalledImageType = DiskImageType | NetworkBootType;

/** A type that becomes an ISO 9660 image. */
export type IsoImageType = LiveIsoType | InstallerIsoType;

interface CommonImageType {
  readonly name: string;
  readonly aliases: readonly string[];
  /** What it is, in a few words. */
  readonly summary: string;
  /** Of the finished image; its part before the first dot names every file of a disk's manifest. */
  readonly filename: string;
  readonly mimeType: string;
  /** The manifest's pipelines whose trees hold the finished image. */
  readonly exports: readonly string[];
  /** Where the type exists. */
  readonly architectures: readonly Architecture[];
  /** Blueprint options that the type honours; one covers all keys below it. */
  readonly supportedOptions: readonly string[];
  /** Options that are not on that list and have an effect all the same. */
  readonly unlistedOptions: readonly string[];
  /** Options that the list covers and that nothing reads; one covers all below it. */
  readonly unreadOptions: readonly string[];
}

interface InstalledType extends CommonImageType {
  /** Of the disk, where neither the table nor the container asks for more. */
  readonly defaultSize: Bytes;
  /** Kernel arguments of an unsealed image. */
  readonly kernelArguments: readonly string[];
}

/** A disk that boots the container. */
export interface DiskImageType extends InstalledType {
  readonly kind: 'disk';
}

/** Kernel, initramfs and a read-only root file system that machines boot over the network. */
export interface NetworkBootType extends InstalledType, UnsealedType {
  readonly kind: 'network-boot';
  /** Modules of dracut that the initramfs of the container needs. */
  readonly initramfsModules: readonly string[];
}

/** A type that no sealed container can become. */
interface UnsealedType {
  /** Why an image of a sealed container could not boot. */
  readonly unsealedBecause: string;
}

/** What all ISO images share. */
interface IsoType extends CommonImageType, UnsealedType {
  /** Where the root file system is on the medium. */
  readonly rootFile: string;
}

/** An ISO that boots the container itself from the medium. */
export interface LiveIsoType extends IsoType {
  readonly kind: 'live-iso';
  /** Kernel arguments where the container has none of its own, after the argument that names the medium. */
  readonly kernelArguments: readonly string[];
}

/** An ISO that installs a container to a machine's disk with Anaconda. */
export interface InstallerIsoType extends IsoType {
  readonly kind: 'installer-iso';
  /** What the installer is made of: the container itself, which then installs another one, or RPM packages. */
  readonly installer: 'container' | 'packages';
  /** Kernel arguments after those that name the medium. */
  readonly kernelArguments: readonly string[];
  /** Modules of Anaconda that are enabled, apart from those of the blueprint. */
  readonly anacondaModules: readonly string[];
}
