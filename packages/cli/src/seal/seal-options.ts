import { choice, type Given, type Options, toggle } from '../arguments/option.ts';
import { file } from '../arguments/values.ts';
import { sourceOptions } from '../container/source-options.ts';

export const sealActions = ['digest', 'dump', 'diff'] as const;

export type SealAction = (typeof sealActions)[number];

export const sealOptions = {
  ...sourceOptions,
  erofs: choice(['0', '1', '2'], "format of composefs' EROFS image: 1 since bootc 1.16.4, 2 before (default: 1)"),
  hash: choice(['sha256', 'sha512'], 'hash of fs-verity; bootc uses SHA-512 (default: sha512)'),
  all: toggle('digest: in all formats, with both hashes, and with the attributes of users as well'),
  output: file('dump: write FILE atomically (default: standard output)', { alias: '-o' }),
} as const satisfies Options;

export type SealGiven = Given<typeof sealOptions>;
