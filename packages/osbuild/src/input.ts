import { sortedRecord } from './sorted-record.ts';

/** The name that a container has inside the stage. */
export interface ContainerReferenceOptions {
  readonly name: string;
}

/** Containers by image id, from the store (`org.osbuild.containers`) or the host's own storage. */
export interface ContainersInput {
  readonly type: 'org.osbuild.containers' | 'org.osbuild.containers-storage';
  readonly origin: 'org.osbuild.source';
  readonly references: Readonly<Record<string, ContainerReferenceOptions>>;
}

export interface TreeInput {
  readonly type: 'org.osbuild.tree';
  readonly origin: 'org.osbuild.pipeline';
  readonly references: readonly string[];
}

export interface FileReference {
  /** The checksum, such as `sha256:…`, under which a source has the file. */
  readonly id: string;
  readonly options?: { readonly metadata?: Readonly<Record<string, unknown>> };
}

export interface SourceFilesInput {
  readonly type: 'org.osbuild.files';
  readonly origin: 'org.osbuild.source';
  readonly references: readonly string[] | readonly FileReference[];
}

export interface PipelineFilesInput {
  readonly type: 'org.osbuild.files';
  readonly origin: 'org.osbuild.pipeline';
  readonly references: Readonly<Record<string, { readonly file: string }>>;
}

export type Input = ContainersInput | TreeInput | SourceFilesInput | PipelineFilesInput;

/** The inputs of one stage by name; in manifests sorted by name (`sortedRecord`). */
export type Inputs = Readonly<Record<string, Input>>;

export interface ContainerImage {
  /** `sha256:…` of the image's configuration. */
  readonly imageId: string;
  readonly name: string;
}

/** Containers for a stage; `local` takes them from the host's storage and not from osbuild's store. */
export function containersInput(images: readonly ContainerImage[], local: boolean): ContainersInput {
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
export function pipelineFileInput(pipeline: string, file: string): PipelineFilesInput {
  return { type: 'org.osbuild.files', origin: 'org.osbuild.pipeline', references: { [`name:${pipeline}`]: { file } } };
}

/** Files of a source, by checksum, in the form `[{ id }]`. */
export function sourceFilesInput(checksums: readonly string[]): SourceFilesInput {
  return { type: 'org.osbuild.files', origin: 'org.osbuild.source', references: checksums.map((id) => ({ id })) };
}

/** Manifest lists of containers, by digest: the bare form of `sourceFilesInput`. */
export function manifestListsInput(digests: readonly string[]): SourceFilesInput {
  return { type: 'org.osbuild.files', origin: 'org.osbuild.source', references: digests };
}
