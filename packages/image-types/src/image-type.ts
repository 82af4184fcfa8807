import type { Architecture, Bytes } from '@bootwright/core';

/** A kind of image that a bootc container can become. */
export type ImageType = DiskImageType | ForeignImageType;

/** A disk that boots the container. */
export interface DiskImageType {
  readonly kind: 'disk';
  readonly name: string;
  readonly aliases: readonly string[];
  /** What it is, in a few words. */
  readonly summary: string;
  /** Of the finished image; its part before the first dot names every file of the manifest. */
  readonly filename: string;
  readonly mimeType: string;
  /** The manifest's pipelines whose trees hold the finished image. */
  readonly exports: readonly string[];
  /** Of the disk, where neither the table nor the container asks for more. */
  readonly defaultSize: Bytes;
  /** Kernel arguments of an unsealed image. */
  readonly kernelArguments: readonly string[];
  /** Where the type exists. */
  readonly architectures: readonly Architecture[];
  /** Blueprint options that the type honours; one covers all that stands below it. */
  readonly supportedOptions: readonly string[];
}

/** A type that osbuild/image-builder makes of containers and Bootwright does not. */
export interface ForeignImageType {
  readonly kind: 'foreign';
  readonly name: string;
  readonly summary: string;
  /** What to use instead. */
  readonly hint: string;
}
