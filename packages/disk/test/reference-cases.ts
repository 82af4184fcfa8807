import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Recorded answers of the reference; a checkout outside of the project has none. */
export const reference = join(import.meta.dirname, '../../../../shared/reference');
export const hasReference = existsSync(reference);

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

export interface Expected {
  readonly name: string;
  readonly outcome: 'manifest' | 'error' | 'crash';
  readonly phase?: string;
  readonly error?: string;
  readonly manifest?: Manifest;
}

export interface Recorded {
  readonly request: Case;
  readonly expected: Expected;
  /** Of a case whose outcome is one. */
  manifest(): Manifest;
}

/** The cases of `NAME.jsonl` or `NAME.jsonl.gz`; seeds beyond 2^53 keep their digits. */
export function readCases(name: string): readonly (Recorded & { readonly seed: bigint })[] {
  const requests = linesOf(name);
  const answers = linesOf(name.replace('.jsonl', '.expected.jsonl'));
  return requests.map((line, index) => {
    const request: Case = JSON.parse(line);
    const expected: Expected = JSON.parse(answers[index] ?? 'null');
    const manifest = (): Manifest =>
      expected.manifest ?? JSON.parse(readFileSync(join(reference, 'manifests', `${request.name}.json`), 'utf8'));
    return { request, expected, manifest, seed: seedOf(line) };
  });
}

function seedOf(line: string): bigint {
  return BigInt(/"seed": ?(-?\d+)/.exec(line)?.[1] ?? '0');
}

function linesOf(name: string): readonly string[] {
  const bytes = readFileSync(join(reference, name));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}
