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

const sealed = { container: 'sealed', profile: 'recommended', table: 'of-image-type' } as const;
const unsealed = { container: 'unsealed', profile: 'reference', table: 'of-container' } as const;

export const suiteDisks = {
  sealed,
  unsealed,
  // The same container boots under the other profile: only the type of its root partition differs.
  'root-not-found': { ...sealed, profile: 'reference' },
  'truncated-kernel': { ...sealed, flaw: 'truncated-kernel' },
  'unsigned-kernel': { ...sealed, flaw: 'unsigned-kernel' },
  'no-console': { ...unsealed, flaw: 'no-console' },
  'endless-unit': { ...unsealed, flaw: 'endless-unit' },
} as const satisfies Readonly<Record<string, SuiteDisk>>;

export type SuiteDiskName = keyof typeof suiteDisks;
