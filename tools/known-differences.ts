import type { RequestSet } from './recorded-requests.ts';

/** Where Bootwright does not give what image-builder gives, and why. */
export interface KnownDifference {
  readonly ours: 'manifest' | 'error';
  readonly because: string;
}

const osRelease: KnownDifference = {
  ours: 'manifest',
  because: 'os-release(5) allows single quotes, comments, leading blanks and lines that are not assignments',
};
const rolling: KnownDifference = {
  ours: 'manifest',
  because: 'a rolling distribution has no VERSION_ID; BUILD_ID, VERSION_CODENAME or "rolling" replaces it',
};

/** Groups of cases with one reason. */
const differences: readonly (readonly [because: string, ours: KnownDifference['ours'], names: readonly string[]])[] = [
  ['text with an unpaired surrogate is rejected', 'error', ['lone-surrogate-kargs', 'lone-surrogate-data']],
  ['a container that brings a partition table needs none of the image type', 'manifest', ['riscv64-diskyaml-disk']],
  [
    'a logical volume behind a swap volume is checked like any other',
    'error',
    ['lvm-after-swap-noncanonical', 'lvm-after-swap-swapmount'],
  ],
  [
    'a VERSION_ID may be any word',
    'manifest',
    ['version-rolling', 'version-1.2.3', 'version-10-stream', 'version-v1', 'version- 9'],
  ],
  [
    'ids that a system cannot have are rejected',
    'error',
    [
      ...['uid', 'gid'].flatMap((id) => ['-1', '4294967295', '1099511627776'].map((value) => `${id}-${value}`)),
      'file-user-2^53',
    ],
  ],
  [
    'a user, group or key without its name or content is rejected',
    'error',
    ['group-empty-name', 'user-empty-name', 'null-user', 'user-no-name', 'sshkey-no-key'],
  ],
  [
    'a UUID has one form: five groups of hexadecimal digits with dashes',
    'error',
    ['part_uuid', 'part_type'].flatMap((key) =>
      ['{8A7A84A0', 'urn:uuid:', '8A7A84A08'].map((form) => `${key}-${form}`),
    ),
  ],
  ['partitions of dos tables have neither UUID nor label', 'error', ['dos-yaml-part_uuid', 'dos-yaml-part_label']],
  [
    'sizes below zero, of more than 2^53 bytes, or larger than a disk can be are rejected',
    'error',
    [
      'fs-minsize-neg',
      'fs-minsize-9223372036854775808',
      'fs-minsize-1e+30',
      'size-2^62',
      ...['fs', 'disk'].flatMap((where) =>
        ['9007199254740991', '9007199254740992', '8192 TiB', '99999999 TiB'].map((size) => `${where}-minsize-${size}`),
      ),
    ],
  ],
  ['a size may be a number with a fraction of zero', 'manifest', ['disk-minsize-float']],
  ['unknown keys, also in another case, are rejected', 'error', ['keys-case', 'keys-unknown']],
  [
    'options that have no effect on bootc containers are rejected',
    'error',
    ['opt-partitioning-mode', 'opt-facts', 'opt-use_bootstrap_container', 'opt-preview', 'opt-ostree'],
  ],
  ['the salt of a plain password is random there', 'manifest', ['password-plain']],
  ['a disk.yaml is one document without keys to hold anchors', 'error', ['diskyaml-two-docs', 'diskyaml-anchor']],
];

/** By set and name of the case. A case that agrees must not be here. */
export const knownDifferences: { readonly [Set in RequestSet]?: Readonly<Record<string, KnownDifference>> } = {
  trees: {
    'os-single-quotes': osRelease,
    'os-comments': osRelease,
    'os-half': osRelease,
    'os-missing-version': rolling,
    'os-empty-version': rolling,
    'disk-unknown-key': { ours: 'error', because: 'an unknown key is a fault with its line and the nearest known key' },
    'kernel-two': { ours: 'error', because: 'bootc rejects a root with two kernels' },
  },
  differences: Object.fromEntries(
    differences.flatMap(([because, ours, names]) => names.map((name) => [name, { ours, because }])),
  ),
};
