import type { Bytes } from '@bootwright/core';
import { record, required, size, text } from '../shape.ts';

/** One entry of `customizations.filesystem`: a least size, or a file system of its own for a directory. */
export interface FilesystemCustomization {
  readonly mountpoint: string;
  /** Also read from its old name `size`. */
  readonly minsize: Bytes;
}

export const filesystemShape = record<FilesystemCustomization>(
  'a file system',
  {
    mountpoint: required(text({ examples: ['/', '/boot', '/var/data'] }), 'Where the file system is mounted.'),
    minsize: required(size(), 'Least size of the file system.'),
  },
  { aliases: { size: 'minsize' } },
);
