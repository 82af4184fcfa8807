import type { DocumentPath, PathStep } from '@bootwright/core';
import type { ChangeClass } from './change.ts';

/** What a change to a value of each kind is about. */
const classes = {
  manifest: 'document',
  pipelines: 'pipeline',
  pipeline: 'pipeline',
  stages: 'stage',
  stage: 'stage',
  options: 'option',
  'kernel-arguments': 'kernel-argument',
  partitions: 'partition',
  partition: 'partition',
  volumes: 'volume',
  volume: 'volume',
  devices: 'device',
  device: 'device',
  mounts: 'mount',
  mount: 'mount',
  inputs: 'input',
  input: 'input',
  references: 'reference',
  sources: 'source',
  source: 'source',
  items: 'source',
  item: 'source',
  other: 'document',
} as const satisfies Readonly<Record<string, ChangeClass>>;

/** What a value of a manifest is, by where it stands. */
export type NodeKind = keyof typeof classes;

/** What every child of a collection is. */
const members: Readonly<Partial<Record<NodeKind, NodeKind>>> = {
  pipelines: 'pipeline',
  stages: 'stage',
  partitions: 'partition',
  volumes: 'volume',
  devices: 'device',
  mounts: 'mount',
  inputs: 'input',
  sources: 'source',
  items: 'item',
};

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
    case 'pipeline':
      return step === 'stages' ? step : kind;
    case 'stage':
      return step === 'options' || step === 'devices' || step === 'mounts' || step === 'inputs' ? step : kind;
    case 'options':
      if (step === 'partitions' && tables.has(stageType ?? '')) return 'partitions';
      if (step === 'volumes' && stageType === 'org.osbuild.lvm2.create') return 'volumes';
      return commandLineKeys.has(step) ? 'kernel-arguments' : 'options';
    case 'input':
      return step === 'references' ? 'references' : 'input';
    case 'source':
      return step === 'items' ? 'items' : 'source';
    default:
      return members[kind] ?? kind;
  }
}

/** What a change to a value of that kind is about. */
export function classOf(kind: NodeKind): ChangeClass {
  return classes[kind];
}

/** Whether the text there is the name of a pipeline, device, mount or source. */
export function isReference(kind: NodeKind, path: DocumentPath): boolean {
  const key = path.at(-1);
  if (kind === 'references') return true;
  if (kind === 'pipeline') return key === 'build';
  return (kind === 'device' && key === 'parent') || (kind === 'mount' && key === 'source');
}
