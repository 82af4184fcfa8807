import { recordingLines, recordingText } from '../../../tools/reference.ts';

export interface Size {
  readonly minsize?: number | string;
}

export interface CaseFilesystem extends Size {
  readonly mountpoint: string;
}

export interface CaseVolume extends Size {
  readonly name?: string;
  readonly mountpoint?: string;
  readonly label?: string;
  readonly fs_type?: string;
}

export interface CasePartition extends CaseVolume {
  readonly type?: string;
  readonly part_type?: string;
  readonly part_uuid?: string;
  readonly part_label?: string;
  readonly logical_volumes?: readonly CaseVolume[];
  readonly subvolumes?: readonly { readonly name: string; readonly mountpoint: string }[];
}

export interface CaseDisk extends Size {
  readonly type?: 'gpt' | 'dos' | '';
  readonly start_offset?: number | string;
  readonly sector_size?: number;
  readonly partitions?: readonly CasePartition[];
}

export interface CaseCustomizations {
  readonly filesystem?: readonly CaseFilesystem[];
  readonly disk?: CaseDisk;
}

/** The parts of a recorded request that decide its partition table. */
export interface Case {
  readonly name: string;
  readonly image_type: string;
  readonly seed: number;
  readonly options: { readonly size?: number };
  readonly blueprint: { readonly customizations?: CaseCustomizations } | null;
  readonly tree?: Readonly<Record<string, unknown>>;
  readonly container: {
    readonly arch: string;
    readonly default_root_fs?: string;
    readonly size: number;
    readonly unified_kernel?: boolean;
    readonly os_info?: { readonly disk_yaml?: string; readonly image_customization?: CaseCustomizations };
  };
}

export interface Device {
  readonly type: string;
  readonly parent?: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Stage {
  readonly type: string;
  readonly options: Readonly<Record<string, never>>;
  readonly devices?: Readonly<Record<string, Device>>;
}

export interface Manifest {
  readonly pipelines: readonly { readonly name: string; readonly stages: readonly Stage[] }[];
}

/** The manifests of a set as image-builder made them, by name, as far as they are recorded. */
export function recordedManifestsOf(set: string): ReadonlyMap<string, () => Manifest> {
  const compressed = set === 'random';
  const answers = recordingLines<{ readonly name: string; readonly outcome: string; readonly manifest?: Manifest }>(
    `${set}.expected.jsonl${compressed ? '.gz' : ''}`,
  );
  return new Map(
    answers
      .filter(({ outcome }) => outcome === 'manifest')
      .map(({ name, manifest }) => [name, () => manifest ?? JSON.parse(recordingText(`manifests/${name}.json`))]),
  );
}

/** Seeds beyond 2^53 keep their digits. */
export function seedOf(text: string): bigint {
  return BigInt(/"seed": ?(-?\d+)/.exec(text)?.[1] ?? '0');
}
