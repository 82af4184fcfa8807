import type { DirectoryCustomization, FileCustomization } from '@bootwright/blueprint';
import { defined } from '@bootwright/core';
import type { DirectoryEdit, FileEdit } from './deployment-edit.ts';

export function directoryEdits(directories: readonly DirectoryCustomization[]): readonly DirectoryEdit[] {
  return directories.map((directory) => ({ ...nodeEdit(directory), parents: directory.ensure_parents ?? false }));
}

export function fileEdits(files: readonly FileCustomization[]): readonly FileEdit[] {
  return files.map((file) => ({ ...nodeEdit(file), text: file.data ?? '' }));
}

function nodeEdit({ path, mode, user, group }: DirectoryCustomization | FileCustomization) {
  return {
    path,
    ...(mode === undefined ? {} : { mode: Number.parseInt(mode, 8) }),
    ...defined({ user, group }),
  };
}
