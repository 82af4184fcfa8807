/** One way in which the profile `reference` does not give what osbuild/image-builder gives. */
export interface ReferenceDifference {
  /** In the documentation and in the recorded answers of `fresh`. */
  readonly id: string;
  readonly request: string;
  readonly reference: string;
  readonly ours: string;
  readonly reason: string;
  readonly outcome: 'manifest' | 'error';
  /** Of the fault, where that alone tells this difference from others. */
  readonly codes?: readonly string[];
  /** Recorded requests, by set. */
  readonly names?: { readonly [Set in 'trees' | 'differences']?: readonly string[] };
}

const accountNumbers = ['uid', 'gid'].flatMap((id) =>
  ['-1', '4294967295', '1099511627776'].map((value) => `${id}-${value}`),
);

const largeSizes = ['fs', 'disk'].flatMap((where) =>
  ['9007199254740991', '9007199254740992', '8192 TiB', '99999999 TiB'].map((size) => `${where}-minsize-${size}`),
);

/** Rows of the table in docs/reference-differences.md, in its order. */
export const referenceDifferences: readonly ReferenceDifference[] = [
  {
    id: 'account-number',
    request: 'a uid, gid, owner or group number below 0 or above 4294967294',
    reference: 'writes it',
    ours: '`blueprint/range`',
    reason: 'Linux has no such ids (credentials(7)), so that useradd, groupadd or chown fails in the build',
    outcome: 'error',
    codes: ['blueprint/range'],
    names: { differences: [...accountNumbers, 'file-user-2^53'] },
  },
  {
    id: 'empty-entry',
    request: 'a user, group or SSH key without a name or content, or `null` in their place',
    reference: 'writes an account with an empty name',
    ours: '`blueprint/empty`, `blueprint/missing` or `blueprint/type`',
    reason: 'osbuild rejects empty names, and a key that is missing lets nobody in',
    outcome: 'error',
    codes: ['blueprint/empty', 'blueprint/missing', 'blueprint/type'],
    names: { differences: ['group-empty-name', 'user-empty-name', 'null-user', 'user-no-name', 'sshkey-no-key'] },
  },
  {
    id: 'size-range',
    request: 'a size below 0, above 2^53 - 1 bytes, or with a sum above that',
    reference: 'wraps it around or writes it',
    ours: '`blueprint/size`, `request/type`, `container/type`, `disk/size` or `disk/too-large`',
    reason: 'no disk has 8 PiB, and JSON numbers above 2^53 - 1 lose digits',
    outcome: 'error',
    codes: ['blueprint/size', 'request/type', 'container/type', 'disk/size', 'disk/too-large'],
    names: {
      differences: ['fs-minsize-neg', 'fs-minsize-9223372036854775808', 'fs-minsize-1e+30', 'size-2^62', ...largeSizes],
    },
  },
  {
    id: 'size-fraction',
    request: 'a number of bytes with a fraction, such as `minsize = 1.5`',
    reference: 'drops the fraction',
    ours: '`blueprint/size` or `disk/size`',
    reason: 'there is no half of a byte; most likely a unit is missing',
    outcome: 'error',
  },
  {
    id: 'size-whole-fraction',
    request: '`disk.minsize` in JSON as a whole number with a fraction of zero, such as `1500000000.0`',
    reference: 'error',
    ours: 'reads it as the whole number',
    reason: 'JSON has one kind of number; the reference reads it so for partitions and file systems',
    outcome: 'manifest',
    names: { differences: ['disk-minsize-float'] },
  },
  {
    id: 'unknown-key',
    request: 'an unknown key, also a known one in another case',
    reference: 'ignores it, or reads it as the known one; its commands reject unknown keys of blueprints',
    ours: '`blueprint/unknown-key`, `disk/unknown-key`, `iso-yaml/unknown-key`, `request/unknown-key` or `container/unknown-key`',
    reason: 'an option that has no effect because of a typo goes unnoticed; the hint names the nearest known key',
    outcome: 'error',
    codes: [
      ...['blueprint/unknown-key', 'disk/unknown-key', 'iso-yaml/unknown-key'],
      ...['request/unknown-key', 'container/unknown-key'],
    ],
    names: { differences: ['keys-case', 'keys-unknown'], trees: ['disk-unknown-key'] },
  },
  {
    id: 'own-blueprint',
    request: "a wrong value in the container's own blueprint, which the request replaces",
    reference: 'checks only values that it uses',
    ours: 'the fault of the value',
    reason: 'every other image of the container has the fault',
    outcome: 'error',
    codes: ['blueprint/value'],
  },
  {
    id: 'unpaired-surrogate',
    request: 'an unpaired surrogate in a blueprint (`\\ud800` in JSON)',
    reference: 'replaces it by U+FFFD',
    ours: '`blueprint/text`',
    reason: 'the text would not be what was asked for; in facts of a container it is replaced, with a notice',
    outcome: 'error',
    codes: ['blueprint/text'],
    names: { differences: ['lone-surrogate-kargs', 'lone-surrogate-data'] },
  },
  {
    id: 'uuid-signs',
    request: 'a UUID between other signs than braces, such as `(8A7A…)`',
    reference: 'writes it: its library skips the first and the last of 38 characters',
    ours: '`blueprint/partition-uuid` or `blueprint/partition-type`',
    reason:
      'sfdisk fails on it; UUIDs in braces, as URN or without dashes are read (difference `uuid-form` of the profiles)',
    outcome: 'error',
    codes: ['blueprint/partition-uuid', 'blueprint/partition-type'],
  },
  {
    id: 'plain-password',
    request: 'a password that is not hashed',
    reference: 'hashes it with a random salt',
    ours: 'hashes it with a salt made of the seed and the name of the user',
    reason: 'the same request gives the same bytes',
    outcome: 'manifest',
    names: { differences: ['password-plain'] },
  },
  {
    id: 'proxy',
    request: 'a proxy without a host, or with brackets or colons outside of their places in it',
    reference: 'registers with an empty or broken host name',
    ours: '`request/proxy`',
    reason: 'subscription-manager cannot use it',
    outcome: 'error',
    codes: ['request/proxy'],
  },
  {
    id: 'version-id',
    request: 'a `VERSION_ID` other than one or two numbers, such as `rolling`, `1.2.3` or `10-stream`',
    reference: 'error',
    ours: 'a manifest',
    reason: 'os-release(5) allows any word, and nothing of the image depends on it',
    outcome: 'manifest',
    names: {
      differences: ['version-rolling', 'version-1.2.3', 'version-10-stream', 'version-v1', 'version- 9'],
    },
  },
  {
    id: 'version-id-missing',
    request: 'no or an empty `VERSION_ID`',
    reference: 'error',
    ours: '`BUILD_ID`, `VERSION_CODENAME` or `rolling` replaces it, with a notice',
    reason: 'rolling distributions have none (os-release(5))',
    outcome: 'manifest',
    names: { trees: ['os-missing-version', 'os-empty-version'] },
  },
  {
    id: 'os-release',
    request: 'single quotes, comments, leading blanks or lines without an assignment in os-release',
    reference: 'error',
    ours: 'reads it; a notice for each line that is not an assignment',
    reason: 'os-release(5) allows them, and a shell reads them',
    outcome: 'manifest',
    names: { trees: ['os-single-quotes', 'os-comments', 'os-half'] },
  },
  {
    id: 'two-kernels',
    request: 'a container with two kernels',
    reference: 'takes the first',
    ours: '`inspect/several-kernels`',
    reason: 'bootc rejects it',
    outcome: 'error',
    names: { trees: ['kernel-two'] },
  },
  {
    id: 'riscv64-table',
    request: '`disk`, or a root that has to be made, for riscv64 with a disk.yaml',
    reference: 'error: it has no partition types for riscv64',
    ours: 'a manifest',
    reason: 'the Discoverable Partitions Specification has the types, and UEFI starts riscv64',
    outcome: 'manifest',
    names: { differences: ['riscv64-diskyaml-disk'] },
  },
  {
    id: 'two-documents',
    request: 'a second document in disk.yaml or iso.yaml',
    reference: 'ignores it',
    ours: '`disk/yaml` or `iso-yaml/syntax` with its line',
    reason: 'a part of the file would have no effect; keys that hold anchors are accepted',
    outcome: 'error',
    codes: ['disk/yaml'],
    names: { differences: ['diskyaml-two-docs'] },
  },
  {
    id: 'yaml-null',
    request: '`size: null` in disk.yaml',
    reference: 'error',
    ours: 'reads it as if the key were missing',
    reason: 'every other key is read so',
    outcome: 'manifest',
  },
  {
    id: 'yaml-syntax',
    request:
      'YAML 1.2 that its library does not read: `%YAML 1.3`, anchors with other signs than letters, digits, `-`, `_`',
    reference: 'error',
    ours: 'reads it',
    reason: 'the YAML specification allows it',
    outcome: 'manifest',
  },
  {
    id: 'yaml-line-breaks',
    request: 'U+0085, U+2028 or U+2029 in disk.yaml',
    reference: 'a line break, as in YAML 1.1',
    ours: 'a character like others, as in YAML 1.2',
    reason: 'editors do not break lines there, and a label or path keeps it',
    outcome: 'manifest',
  },
  {
    id: 'yaml-date',
    request: 'an unquoted date as a label or name in disk.yaml, such as `label: 2001-01-01`',
    reference: 'writes `2001-01-01T00:00:00Z`',
    ours: 'writes `2001-01-01`',
    reason: 'it is what the file says; YAML 1.2 has no dates',
    outcome: 'manifest',
  },
  {
    id: 'table-type',
    request: 'no or an empty `type` of the partition table in disk.yaml',
    reference: 'writes an empty label, and adds partitions up to the fourth alone',
    ours: 'a gpt table',
    reason: 'osbuild rejects an empty label, and gpt is what almost every disk has',
    outcome: 'manifest',
  },
  {
    id: 'not-mounted',
    request: 'a file system without `mountpoint` in disk.yaml',
    reference: 'writes a mount without a target, under the name of the root',
    ours: 'does not mount it, with the notice `disk/not-mounted`',
    reason: 'osbuild rejects the manifest: a mount needs a target and a name of its own',
    outcome: 'manifest',
  },
  {
    id: 'gpt-entries',
    request: 'more than 128 partitions in a gpt table',
    reference: 'writes them',
    ours: '`disk/too-many-partitions`',
    reason: 'sfdisk makes tables of 128 entries, and fails on the next',
    outcome: 'error',
    codes: ['disk/too-many-partitions'],
  },
];

/** The row that a recorded request belongs to; absent where Bootwright gives what image-builder gives. */
export function differenceNamed(set: string, name: string): ReferenceDifference | undefined {
  return referenceDifferences.find(({ names = {} }) =>
    Object.entries(names).some(([of, members]) => of === set && members.includes(name)),
  );
}
