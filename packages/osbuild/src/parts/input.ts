import { sortedRecord } from '../encoding/sorted-record.ts';
import type { ContainersInput } from '../inputs/containers.ts';
import type { ContainersStorageInput } from '../inputs/containers-storage.ts';
import type { FilesInput } from '../inputs/files.ts';
import type { TreeInput } from '../inputs/tree.ts';
import type { inputSchemas } from '../module-schemas.ts';
import type { OptionsOf } from '../schema/options-of.ts';

/** What a stage gets from sources or from other pipelines. */
export type Input = OptionsOf<(typeof inputSchemas)[keyof typeof inputSchemas]>;

/** The inputs of one stage by name; in manifests sorted by name (`sortedRecord`). */
export type Inputs = Readonly<Record<string, Input>>;

export interface ContainerImage {
  /** `sha256:…` of the image's configuration. */
  readonly imageId: string;
  readonly name: string;
}

/** Containers for a stage; `local` takes them from the host's storage and not from osbuild's store. */
export function containersInput(
  images: readonly ContainerImage[],
  local: boolean,
): ContainersInput | ContainersStorageInput {
  return {
    type: local ? 'org.osbuild.containers-storage' : 'org.osbuild.containers',
    origin: 'org.osbuild.source',
    references: sortedRecord(images.map(({ imageId, name }) => [imageId, { name }] as const)),
  };
}

/** The tree that the pipeline of that name has made. */
export function treeInput(pipeline: string): TreeInput {
  return { type: 'org.osbuild.tree', origin: 'org.osbuild.pipeline', references: [`name:${pipeline}`] };
}

/** One file out of the tree of a pipeline. */
export function pipelineFileInput(pipeline: string, file: string): FilesInput {
  return { type: 'org.osbuild.files', origin: 'org.osbuild.pipeline', references: { [`name:${pipeline}`]: { file } } };
}

/** Files of a source, by checksum, in the form `[{ id }]`. */
export function sourceFilesInput(checksums: readonly string[]): FilesInput {
  return { type: 'org.osbuild.files', origin: 'org.osbuild.source', references: checksums.map((id) => ({ id })) };
}

/** Manifest lists of containers, by digest: the bare form of `sourceFilesInput`. */
export function manifestListsInput(digests: readonly string[]): FilesInput {
  return { type: 'org.osbuild.files', origin: 'org.osbuild.source', references: digests };
}
