import { defined } from '@bootwright/core';
import { type Inputs, type Stage, sortedRecord, sourceFilesInput, stage } from '@bootwright/osbuild';
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

/** Files with the texts that the manifest carries; what stands in their place goes, be it a link. */
export function files(edits: readonly FileEdit[], context: ImageContext): readonly Stage[] {
  const inputs: [string, Inputs[string]][] = [];
  const paths = edits.map(({ path, text }) => {
    const { id = '' } = context.inline.get(text) ?? {};
    const input = `file-${id.slice('sha256:'.length)}`;
    inputs.push([input, sourceFilesInput([id])]);
    return { from: `input://${input}/${id}`, to: `tree://${path}`, remove_destination: true };
  });
  const { devices, deploymentMounts: mounts } = context.disk;
  const copied =
    paths.length === 0 ? [] : [stage('org.osbuild.copy', { paths }, { inputs: sortedRecord(inputs), devices, mounts })];
  return [...copied, ...permissions(edits, context)];
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
function octal(mode: number): string {
  return mode === 0 ? '0' : `0${mode.toString(8)}`;
}
