import type { DocumentPath, PathStep } from '@bootwright/core';
import { unreachable } from '@bootwright/core';
import type { ChangeClass } from './change.ts';

/** What a value of a manifest is, by where it stands. */
export type NodeKind =
  | 'manifest'
  | 'pipelines'
  | 'pipeline'
  | 'stages'
  | 'stage'
  | 'options'
  | 'kernel-arguments'
  | 'partitions'
  | 'partition'
  | 'volumes'
  | 'volume'
  | 'devices'
  | 'device'
  | 'mounts'
  | 'mount'
  | 'inputs'
  | 'input'
  | 'references'
  | 'sources'
  | 'source'
  | 'items'
  | 'item'
  | 'other';

/** Options that hold the kernel's command line, as a list of words or as one text. */
const commandLineKeys: ReadonlySet<PathStep> = new Set([
  'kernel-args',
  'kernel_args',
  'kernel_opts',
  'kernel_cmdline',
  'kernel-cmdline',
  'kernelopts',
  'cmdline',
  'opts',
  'append',
]);

const tables: ReadonlySet<string> = new Set(['org.osbuild.sfdisk', 'org.osbuild.sgdisk', 'org.osbuild.parted']);

/** What the child `step` of a value of kind `kind` is; `stageType` is that of the stage around it. */
export function childKind(kind: NodeKind, step: PathStep, stageType: string | undefined): NodeKind {
  switch (kind) {
    case 'manifest':
      return step === 'pipelines' || step === 'sources' ? step : 'other';
    case 'pipelines':
      return 'pipeline';
    case 'pipeline':
      return step === 'stages' ? step : kind;
    case 'stages':
      return 'stage';
    case 'stage':
      return step === 'options' || step === 'devices' || step === 'mounts' || step === 'inputs' ? step : kind;
    case 'options':
      if (step === 'partitions' && tables.has(stageType ?? '')) return 'partitions';
      if (step === 'volumes' && stageType === 'org.osbuild.lvm2.create') return 'volumes';
      return commandLineKeys.has(step) ? 'kernel-arguments' : 'options';
    case 'partitions':
      return 'partition';
    case 'volumes':
      return 'volume';
    case 'devices':
      return 'device';
    case 'mounts':
      return 'mount';
    case 'inputs':
      return 'input';
    case 'input':
      return step === 'references' ? 'references' : 'input';
    case 'references':
      return 'references';
    case 'sources':
      return 'source';
    case 'source':
      return step === 'items' ? 'items' : 'source';
    case 'items':
      return 'item';
    case 'partition':
    case 'volume':
    case 'device':
    case 'mount':
    case 'item':
    case 'kernel-arguments':
    case 'other':
      return kind;
    default:
      return unreachable(kind);
  }
}

/** What a change to a value of that kind is about. */
export function classOf(kind: NodeKind): ChangeClass {
  switch (kind) {
    case 'manifest':
    case 'other':
      return 'document';
    case 'pipelines':
    case 'pipeline':
      return 'pipeline';
    case 'stages':
    case 'stage':
      return 'stage';
    case 'options':
      return 'option';
    case 'kernel-arguments':
      return 'kernel-argument';
    case 'partitions':
    case 'partition':
      return 'partition';
    case 'volumes':
    case 'volume':
      return 'volume';
    case 'devices':
    case 'device':
      return 'device';
    case 'mounts':
    case 'mount':
      return 'mount';
    case 'inputs':
    case 'input':
      return 'input';
    case 'references':
      return 'reference';
    case 'sources':
    case 'source':
    case 'items':
    case 'item':
      return 'source';
    default:
      return unreachable(kind);
  }
}

/** Whether the text there is the name of a pipeline, device, mount or source. */
export function isReference(kind: NodeKind, path: DocumentPath): boolean {
  const key = path.at(-1);
  if (kind === 'references') return true;
  if (kind === 'pipeline') return key === 'build';
  return (kind === 'device' && key === 'parent') || (kind === 'mount' && key === 'source');
}
