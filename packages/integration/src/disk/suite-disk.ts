/** The containers of .ci/make-real-root.sh. */
export type SuiteContainer = 'sealed' | 'unsealed';

/** A disk of the suite: a container of Debian packages on a partition table of Bootwright. */
export interface SuiteDisk {
  readonly container: SuiteContainer;
  /** The profile of the manifest. */
  readonly profile: 'reference' | 'recommended';
  /** The source of the partition table: the container's disk.yaml, or the image type. */
  readonly table: 'of-container' | 'of-image-type';
  /** The defect of the disk; absent: none. */
  readonly flaw?: SuiteFlaw;
}

export type SuiteFlaw =
  /** The unified kernel is truncated. */
  | 'truncated-kernel'
  /** The unified kernel is not signed. */
  | 'unsigned-kernel'
  /** The kernel has no console= for the serial port. */
  | 'no-console'
  /** A unit before the login prompt never ends. */
  | 'endless-unit';

export const suiteDisks = {
  sealed: { container: 'sealed', profile: 'recommended', table: 'of-image-type' },
  unsealed: { container: 'unsealed', profile: 'reference', table: 'of-container' },
  // The same container boots under the other profile: only the type of its root partition differs.
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
