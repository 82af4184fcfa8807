/** The formats of composefs' EROFS images (composefs-rs, `erofs/format.rs`): 1 since bootc 1.16.4, 2 before. */
export type ErofsVersion = 0 | 1 | 2;

export const blockSize = 4096;

/** Numbers of file types in directories, and their bits in a mode. */
export const fileTypes = {
  file: { number: 1, mode: 0o100000 },
  directory: { number: 2, mode: 0o040000 },
  'character device': { number: 3, mode: 0o020000 },
  'block device': { number: 4, mode: 0o060000 },
  FIFO: { number: 5, mode: 0o010000 },
  socket: { number: 6, mode: 0o140000 },
  link: { number: 7, mode: 0o120000 },
} as const;

export type FileType = keyof typeof fileTypes;

export const roundUp = (value: number, to: number): number => Math.ceil(value / to) * to;
