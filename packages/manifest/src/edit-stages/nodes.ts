import { defined } from '@bootwright/core';
import { type Inputs, type Stage, type StageParts, sortedRecord, sourceFilesInput, stage } from '@bootwright/osbuild';
import type { DirectoryEdit, FileEdit } from '@bootwright/plan';
import type { ImageContext } from '../image-context.ts';
import { inDeployment } from './in-deployment.ts';

/** Directories. One that is there already is taken as it is, unless it is to have an owner or permissions. */
export function directories(edits: readonly DirectoryEdit[], context: ImageContext): readonly Stage[] {
  const paths = edits.map((edit) => ({
    path: edit.path,
    ...(edit.parents ? { parents: true } : {}),
    ...(edit.mode === undefined && !isOwned(edit) ? { exist_ok: true } : {}),
  }));
  const made = paths.length === 0 ? [] : [inDeployment('org.osbuild.mkdir', { paths }, context)];
  return [...made, ...permissions(edits, context)];
}

/** Files with the texts that the manifest carries; whatever is in their place is removed, links too. */
export function files(edits: readonly FileEdit[], context: ImageContext): readonly Stage[] {
  const { devices, deploymentMounts: mounts } = context.disk;
  const texts = edits.map(({ path, text }) => ({ path, id: context.inline.get(text)?.id ?? '' }));
  return [...copiedTexts(texts, { devices, mounts }), ...permissions(edits, context)];
}

/** A file whose text is a source of the manifest. */
export interface CopiedText {
  readonly path: string;
  /** Of the text, in the source. */
  readonly id: string;
}

/** Copies texts to their places, in the tree or what is mounted over it. */
export function copiedTexts(texts: readonly CopiedText[], access: Omit<StageParts, 'inputs'> = {}): readonly Stage[] {
  if (texts.length === 0) return [];
  const inputOf = (id: string): string => `file-${id.slice('sha256:'.length)}`;
  const inputs = sortedRecord(texts.map(({ id }): [string, Inputs[string]] => [inputOf(id), sourceFilesInput([id])]));
  const paths = texts.map(({ path, id }) => ({
    from: `input://${inputOf(id)}/${id}`,
    to: `tree://${path}`,
    remove_destination: true,
  }));
  return [stage('org.osbuild.copy', { paths }, { inputs, ...access })];
}

type NodeEdit = DirectoryEdit | FileEdit;

function permissions(edits: readonly NodeEdit[], context: ImageContext): readonly Stage[] {
  const modes = edits.flatMap(({ path, mode }) => (mode === undefined ? [] : [[path, { mode: octal(mode) }] as const]));
  const owners = edits.filter(isOwned).map(({ path, user, group }) => {
    const owner = { ...defined({ user, group }) };
    return [path, owner] as const;
  });
  return [
    ...(modes.length === 0 ? [] : [inDeployment('org.osbuild.chmod', { items: sortedRecord(modes) }, context)]),
    ...(owners.length === 0 ? [] : [inDeployment('org.osbuild.chown', { items: sortedRecord(owners) }, context)]),
  ];
}

function isOwned({ user, group }: NodeEdit): boolean {
  return user !== undefined || group !== undefined;
}

/** As C's `%#o`: `0755`, and `0` for no permissions at all. */
export function octal(mode: number): string {
  return mode === 0 ? '0' : `0${mode.toString(8)}`;
}
