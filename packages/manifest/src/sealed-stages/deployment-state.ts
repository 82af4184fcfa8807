import { mountName } from '@bootwright/disk';
import { bindMount, type Stage, sortedRecord, sourceFilesInput, stage } from '@bootwright/osbuild';
import { octal } from '../edit-stages/nodes.ts';
import type { ImageContext } from '../image-context.ts';

/** What a sealed deployment's state gets, on the root file system of the disk. */
export function deploymentState({ plan, disk, inline }: ImageContext): readonly Stage[] {
  const state = plan.customizations.sealed?.state;
  if (state === undefined) return [];
  const { directories, files, labels } = state;
  const { devices, mounts } = disk;
  const onRoot = (path: string) => `mount://${mountName('/')}${path}` as const;
  const made = directories.map(({ path }) => ({ path: onRoot(path), parents: true, exist_ok: true }));
  const ids = files.map(({ text }) => inline.get(text)?.id ?? '');
  const copied = files.map(({ path }, index) => ({
    from: `input://files/${ids[index]}`,
    to: onRoot(path),
    remove_destination: true,
  }));
  const inputs = { files: sourceFilesInput([...new Set(ids)].sort()) };
  const modes = [...directories, ...files].flatMap(({ path, mode }) =>
    mode === undefined ? [] : [[path, { mode: octal(mode) }] as const],
  );
  const labelled = labels.map(([path, label]) => [onRoot(path), label] as const);
  // chmod takes paths of the tree alone.
  const inTree = { devices, mounts: [...mounts, bindMount('bind-disk-to-tree', 'mount://', 'tree://')] };
  return [
    ...(made.length === 0 ? [] : [stage('org.osbuild.mkdir', { paths: made }, { devices, mounts })]),
    ...(copied.length === 0 ? [] : [stage('org.osbuild.copy', { paths: copied }, { inputs, devices, mounts })]),
    ...(modes.length === 0 ? [] : [stage('org.osbuild.chmod', { items: sortedRecord(modes) }, inTree)]),
    ...(labelled.length === 0
      ? []
      : [stage('org.osbuild.selinux', { labels: sortedRecord(labelled) }, { devices, mounts })]),
  ];
}
