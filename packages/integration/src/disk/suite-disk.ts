/** The containers that .ci/make-real-root.sh makes. */
export type SuiteContainer = 'sealed' | 'unsealed';

/** A disk of the suite's own: a container of Debian's packages on a partition table of Bootwright's. */
export interface SuiteDisk {
  readonly container: SuiteContainer;
  /** Of the manifest that the disk is laid out by. */
  readonly profile: 'reference' | 'recommended';
  /** Whether the partition table of the container's own disk.yaml is taken, or that of the image type. */
  readonly table: 'of-container' | 'of-image-type';
  /** What is wrong with it; absent: nothing is. */
  readonly flaw?: SuiteFlaw;
}

export type SuiteFlaw =
  /** The unified kernel ends in the middle. */
  | 'truncated-kernel'
  /** Nobody has signed the unified kernel. */
  | 'unsigned-kernel'
  /** The kernel does not know on which port to write. */
  | 'no-console'
  /** A unit before the login prompt never ends. */
  | 'endless-unit';

export const suiteDisks = {
  sealed: { container: 'sealed', profile: 'recommended', table: 'of-image-type' },
  unsealed: { container: 'unsealed', profile: 'reference', table: 'of-container' },
  // The very container that boots under the other profile: the type of its root partition is all that differs.
  'root-not-found': { container: 'sealed', profile: 'reference', table: 'of-image-type' },
  'truncated-kernel': {
    container: 'sealed',
    profile: 'recommended',
    table: 'of-image-type',
    flaw: 'truncated-kernel',
  },
  'unsigned-kernel': {
    container: 'sealed',
    profile: 'recommended',
    table: 'of-image-type',
    flaw: 'unsigned-kernel',
  },
  'no-console': { container: 'unsealed', profile: 'reference', table: 'of-container', flaw: 'no-console' },
  'endless-unit': { container: 'unsealed', profile: 'reference', table: 'of-container', flaw: 'endless-unit' },
} as const satisfies Readonly<Record<string, SuiteDisk>>;

export type SuiteDiskName = keyof typeof suiteDisks;
