/** Something on a disk that is of no use, or on which a program that makes the disk fails. */
export interface TableFinding {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** Of the file system that it is about; empty where it is not mounted. */
  readonly mountpoint: string;
}
