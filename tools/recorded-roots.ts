import { referenceLines } from './reference.ts';

/** A file of a root: its text, or what it is. */
export type RootEntry = string | { readonly link: string } | { readonly dir: true } | { readonly base64: string };

/** The files of a root by their paths, from the root on. */
export type Root = Readonly<Record<string, RootEntry>>;

/** What bootc or lsinitrd gave for a root. All ran on x86_64. */
export interface BootcAnswer {
  readonly name: string;
  readonly command: readonly string[];
  readonly tree: Root;
  readonly exit_code: number;
  /** What it printed as JSON; absent where it failed or printed text for people. */
  readonly value?: unknown;
  /** SHA-256 of what bootc printed; absent where it failed. */
  readonly stdout_sha256?: string;
  /** What lsinitrd listed; absent where it failed. */
  readonly modules?: readonly string[];
}

export type BootcFile =
  | 'inspect-kargs'
  | 'inspect-kernel'
  | 'print-configuration'
  | 'lsinitrd'
  | 'differences'
  | 'fresh';

/** The roots of `test-data/reference/bootc`, each with its answer. */
export function recordedRoots(file: BootcFile): readonly BootcAnswer[] {
  return referenceLines(`bootc/${file}`);
}

/** What the programs gave for a whole image. */
export interface BootcImage {
  readonly name: 'sealed' | 'unsealed';
  readonly inspection: {
    readonly kargs: readonly string[];
    readonly kernel: { readonly version: string; readonly unified: boolean };
  };
  readonly inspection_sha256: string;
  readonly configuration: unknown;
  readonly configuration_sha256: string;
  readonly modules: readonly string[];
  /** Of the unified kernel of the sealed image: sizes in bytes, and the text of `.cmdline` and `.uname`. */
  readonly sections?: readonly {
    readonly name: string;
    readonly size: number;
    readonly sha256: string;
    readonly text?: string;
  }[];
}

export function recordedImages(): readonly BootcImage[] {
  return referenceLines('bootc/images');
}
